import { applyDecorators, Controller, UseFilters } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ProblemFilter } from '#server';

/** A controller of the staff plane: under /api, behind the gate, errors as problem+json. */
export const StaffController = (path: string): ClassDecorator =>
  applyDecorators(Controller(`api/${path}`), UseFilters(ProblemFilter), ApiBearerAuth(), ApiTags(path));
