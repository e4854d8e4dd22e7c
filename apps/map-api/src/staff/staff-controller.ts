import { applyDecorators, Controller } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

/** A controller of the staff plane: under /api, behind the gate. */
export const StaffController = (path: string): ClassDecorator =>
  applyDecorators(Controller(`api/${path}`), ApiBearerAuth(), ApiTags(path));
