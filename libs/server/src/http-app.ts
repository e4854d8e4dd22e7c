import { type DynamicModule, type LoggerService, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { HealthChecks } from './health.js';
import { countRequests } from './http-metrics.js';
import type { Metrics } from './metrics.js';
import { ProbesModule } from './probes.module.js';
import { ProblemFilter } from './problem.filter.js';
import { installRequestIds, requestIdOf } from './request-id.js';

/** A request that has not come in whole by then, after a signal to end, is cut off. */
const CUT_AFTER_MS = 8_000;
/** Largest body of a request. */
export const BODY_LIMIT_BYTES = 1_048_576;
/** Whose X-Forwarded headers count: a proxy in front stands on this machine or in its private network. */
const TRUSTED_PROXIES = ['loopback', 'linklocal', 'uniquelocal'];

export interface HttpAppParts {
  readonly imports: DynamicModule[];
  readonly health: HealthChecks;
  readonly metrics: Metrics;
  readonly logger: LoggerService | false;
}

@Module({})
class RootModule {}

/** The Nest application of a process: request ids, problems, probes and metrics around the given modules. */
export const createHttpApp = async (parts: HttpAppParts): Promise<NestFastifyApplication> => {
  const { imports, health, metrics, logger } = parts;
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: TRUSTED_PROXIES,
    requestIdHeader: false,
    genReqId: requestIdOf,
  });
  const server = adapter.getInstance();
  installRequestIds(server);
  countRequests(server, metrics);
  // A connection that is kept open would hold up the end of the process.
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (health.isDraining) reply.header('connection', 'close');
    done(null, payload);
  });
  const root = { module: RootModule, imports: [ProbesModule.register({ health, metrics }), ...imports] };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter());
  return app;
};

/** Stops taking connections, answers what has come in, and closes the application with all that it runs. */
export const closeHttpApp = async (app: NestFastifyApplication, health: HealthChecks): Promise<void> => {
  health.drain();
  const cut = setTimeout(() => app.getHttpServer().closeAllConnections(), CUT_AFTER_MS);
  await app.close().finally(() => clearTimeout(cut));
};
