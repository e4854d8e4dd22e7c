import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError, sendProblem } from './problem.js';
import { inRequest } from './request-id.js';

/** Answers every error as problem+json; an error of ours goes to the log with its stack. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const status = sendProblem(request, http.getResponse<FastifyReply>(), error);
    // A ProblemError is an answer that was meant, also where it is a 503.
    if (status < 500 || error instanceof ProblemError) return;
    inRequest(request.id, () => this.logger.error(error instanceof Error ? error.stack : String(error)));
  }
}
