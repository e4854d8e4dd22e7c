import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DURATION_BUCKETS_S, type Metrics } from './metrics.js';

/** The route as registered, so that no address, token or id becomes a label; all files of the web are one. */
const routeOf = (request: FastifyRequest): string => {
  const { url } = request.routeOptions;
  if (url === undefined) return 'none';
  return url.startsWith('/assets/') ? '/assets/*' : url;
};

const isStream = (contentType: unknown): boolean => String(contentType).startsWith('text/event-stream');

/** Counts and times every request of a server. */
export const countRequests = (server: FastifyInstance, metrics: Metrics): void => {
  const requests = metrics.counter({
    name: 'yukimichi_http_requests_total',
    help: 'Answered HTTP requests.',
    labels: ['method', 'route', 'status'],
  });
  const durations = metrics.histogram(
    {
      name: 'yukimichi_http_request_duration_seconds',
      help: 'Time from a request to the end of its answer, without streams.',
      labels: ['method', 'route'],
    },
    DURATION_BUCKETS_S,
  );
  server.addHook('onResponse', async (request, reply) => {
    const [method, route] = [request.method, routeOf(request)];
    requests.add(1, { method, route, status: String(reply.raw.statusCode) });
    if (isStream(reply.raw.getHeader('content-type'))) return;
    durations.observe(reply.elapsedTime / 1000, { method, route });
  });
};
