import { applyDecorators, Controller, UseFilters } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { StaffProblemFilter } from './staff-problem.filter.js';

/** A controller of the staff plane: under /api, behind the gate. */
export const StaffController = (path: string): ClassDecorator =>
  applyDecorators(Controller(`api/${path}`), UseFilters(StaffProblemFilter), ApiBearerAuth(), ApiTags(path));
