import { type ArgumentsHost, Catch, Controller, type RpcExceptionFilter, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { type Observable, throwError } from 'rxjs';
import type { BatchResult, FixBatch } from '#fix-log';
import { FIX_LOG_PATTERN, FIX_LOG_TRANSPORT } from './fix-log-strategy.js';
import { TrackKeeping } from './track-keeping.js';

/** Gives the log the very error of a handler: Nest's own filter would replace it by "Internal server error". */
@Catch()
class KeepErrorFilter implements RpcExceptionFilter<unknown> {
  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    return throwError(() => error);
  }
}

/** The consumer of the fix log. */
@Controller()
@UseFilters(new KeepErrorFilter())
export class FixesConsumer {
  constructor(private readonly keeping: TrackKeeping) {}

  @EventPattern<string>(FIX_LOG_PATTERN.takeOver, FIX_LOG_TRANSPORT)
  takeOver(@Payload() partitions: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return this.keeping.takeOver(partitions);
  }

  @EventPattern<string>(FIX_LOG_PATTERN.release, FIX_LOG_TRANSPORT)
  release(@Payload() partitions: readonly number[]): Promise<void> {
    return this.keeping.release(partitions);
  }

  @EventPattern<string>(FIX_LOG_PATTERN.batch, FIX_LOG_TRANSPORT)
  handle(@Payload() batch: FixBatch): Promise<BatchResult> {
    return this.keeping.handle(batch);
  }
}
