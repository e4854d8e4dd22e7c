import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiProduces } from '@nestjs/swagger';
import { AllowedTo } from '../staff/allowed-to.js';

/** A route that sends a paper of money: to its contractor, its client and the auditor. */
export const PaperFile = (kind: 'pdf' | 'zip', summary: string): MethodDecorator =>
  applyDecorators(
    AllowedTo('contractor', 'client', 'auditor'),
    ApiProduces(`application/${kind}`),
    ApiOperation({ summary }),
  );
