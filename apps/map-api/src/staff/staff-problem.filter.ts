import { type ArgumentsHost, Catch } from '@nestjs/common';
import { ProblemError, ProblemFilter } from '#server';
import { storeTrouble } from '#store';
import { paperProblem } from '../report/fault-problem.js';

/** A store that cannot be used now is a 503 with its sentence: whoever posted sends again. */
@Catch()
export class StaffProblemFilter extends ProblemFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    const trouble = storeTrouble(error);
    super.catch(trouble === null ? paperProblem(error) : new ProblemError(503, trouble), host);
  }
}
