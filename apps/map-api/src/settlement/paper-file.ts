import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { Account } from '#domain';
import type { BundlePlace } from '#paperwork';
import { AllowedTo } from '../staff/allowed-to.js';
import type { StaffParts } from '../staff/staff-parts.js';

/** A route that sends a paper of money: to its contractor, its client and the auditor. */
export const PaperFile = (kind: 'pdf' | 'zip', summary: string): MethodDecorator =>
  applyDecorators(
    AllowedTo('contractor', 'client', 'auditor'),
    ApiProduces(`application/${kind}`),
    ApiOperation({ summary }),
  );

/** Where bundles lie, and in whose name a paper is kept: an invoice is printed with the root hash of its bundle. */
export const placeFor = ({ settings, clock }: StaffParts, { code: by }: Account): BundlePlace => ({
  folder: settings.bundles.folder,
  stamp: { by, at: clock.now() },
});
