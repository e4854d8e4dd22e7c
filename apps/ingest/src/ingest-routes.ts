import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BODY_LIMIT_BYTES, inRequest, ProblemError, sendProblem } from '#server';
import type { StoredDevice } from '#store';
import { parseBatchMessage } from './batch-message.js';
import { DeviceBook } from './device-book.js';
import { FindingLog } from './finding-log.js';
import { FixIntake, type Receipt } from './fix-intake.js';
import { INGEST_OPTIONS, type IngestOptions } from './ingest-options.js';
import { ingestProblem } from './problem.js';
import { parseTrackerMessage } from './tracker-message.js';

interface TrackerRoute {
  Params: { token: string };
  Querystring: Record<string, unknown>;
}

const devices = new WeakMap<FastifyRequest, StoredDevice>();

const UNKNOWN_DEVICE =
  'No device has this token; nothing was kept: check the address or token that npm run load printed.';
const UNCHECKED_DEVICE =
  'The device cannot be checked, the store does not answer; nothing was kept: send it again later.';

/**
 * The HTTP side of ingest. The routes live in a Fastify scope of their own, beside Nest's: only so does a broken
 * body reach us as text (it is kept as `unreadable`), and a fix costs no more than Fastify itself.
 */
@Injectable()
export class IngestRoutes implements OnModuleInit {
  private readonly logger = new Logger('Ingest');
  private readonly findings: FindingLog;

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(DeviceBook) private readonly book: DeviceBook,
    @Inject(FixIntake) private readonly intake: FixIntake,
    @Inject(INGEST_OPTIONS) options: IngestOptions,
  ) {
    this.findings = new FindingLog(options.clock);
  }

  onModuleInit(): void {
    const instance = this.host.httpAdapter.getInstance<FastifyInstance>();
    instance.register(async (scope) => this.addTo(scope));
  }

  private addTo(scope: FastifyInstance): void {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
      (_request, body, done) => done(null, body),
    );
    scope.setErrorHandler<FastifyError>((error, request, reply) => this.answerError(error, request, reply));
    scope.route<TrackerRoute>({
      method: ['GET', 'POST'],
      url: '/t/:token',
      exposeHeadRoute: false,
      onRequest: (request, _reply, done) => this.authenticate(request, request.params.token, done),
      handler: (request) => this.takeMessage(devices.get(request)!, request.query, bodyOf(request)),
    });
    scope.route({
      method: 'POST',
      url: '/fixes',
      onRequest: (request, _reply, done) => this.authenticate(request, bearerOf(request), done),
      handler: (request) => this.intake.take(devices.get(request)!, parseBatchMessage(bodyOf(request))),
    });
  }

  /** OwnTracks expects a list of commands, an empty one; the other apps look at the status only. */
  private async takeMessage(
    device: StoredDevice,
    query: Record<string, unknown>,
    body: string,
  ): Promise<Receipt | []> {
    const receipt = await this.intake.take(device, parseTrackerMessage({ query, body }));
    return body.includes('"_type"') ? [] : receipt;
  }

  /** Before the body is read, so that a stranger cannot make us read one. */
  private authenticate(request: FastifyRequest, token: string, done: (error?: Error) => void): void {
    const admit = (device: StoredDevice | undefined): void => {
      if (device !== undefined) devices.set(request, device);
      // Every body is text to us, whatever the device calls it: a wrong name must not stop its queue.
      request.raw.headers['content-type'] = 'text/plain';
      done(device === undefined ? new ProblemError(401, UNKNOWN_DEVICE) : undefined);
    };
    const known = this.book.find(token);
    if (known !== undefined) admit(known);
    else this.book.findFresh(token).then(admit, () => done(new ProblemError(503, UNCHECKED_DEVICE)));
  }

  private answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
    const problem = ingestProblem(error);
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    inRequest(request.id, () => this.tell(problem, error, devices.get(request)));
    sendProblem(request, reply, problem);
  }

  /** What a device does wrong is told beside the answer, which hardly anybody reads; the log's own trouble is told elsewhere. */
  private tell({ status, message }: ProblemError, error: FastifyError, device?: StoredDevice): void {
    if (status === 500) this.logger.error(error.stack);
    else if (status < 500) {
      this.findings.note(
        `${device?.id} ${status}`,
        `${device ? `Device ${device.code}` : 'A request'} was refused. ${message}`,
      );
    }
  }
}

const bodyOf = (request: FastifyRequest): string => (request.body as string | undefined) ?? '';

const BEARER = /^Bearer +(\S+)$/i;

/** The token of the Authorization header; empty where there is none. */
const bearerOf = (request: FastifyRequest): string =>
  BEARER.exec(request.headers.authorization ?? '')?.[1] ?? '';
