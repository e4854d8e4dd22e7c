import { Body, Controller, Get, Logger, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { HealthChecks } from './health.js';
import { createHttpApp } from './http-app.js';
import { Metrics } from './metrics.js';
import { ProblemError } from './problem.js';
import { currentRequestId } from './request-id.js';
import { ServerLogger } from './server-logger.js';

/** Every entry with the request that caused it. */
const entries: { message: unknown; requestId: string | undefined }[] = [];

class KeepingLogger extends ServerLogger {
  protected override printMessages(messages: unknown[]): void {
    for (const message of messages) entries.push({ message, requestId: currentRequestId() });
  }
}

@Controller()
class TryController {
  private readonly logger = new Logger('Try');

  @Get('breaks')
  breaks(): never {
    throw new TypeError('of our making');
  }

  @Get('refuses')
  refuses(): never {
    throw new ProblemError(503, 'The log is full: come later.');
  }

  @Post('takes')
  takes(@Body() body: { word: string }): object {
    this.logger.log(`took ${body.word}`);
    return { word: body.word };
  }
}

@Module({ controllers: [TryController] })
class TryModule {}

let app: NestFastifyApplication;
const health = new HealthChecks();
const agent = () => request(app.getHttpServer());

beforeAll(async () => {
  const logger = new KeepingLogger({ level: 'info', processName: 'try' });
  const imports = [{ module: TryModule }];
  app = await createHttpApp({ imports, health, metrics: new Metrics(), logger });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});

afterAll(() => app.close());

beforeEach(() => {
  entries.length = 0;
});

describe('a request', () => {
  it('is answered with its id, which its log lines carry, also after its body was read', async () => {
    const answer = await agent()
      .post('/takes')
      .set('x-request-id', 'id-1')
      .send({ word: 'snow' })
      .expect(201);
    expect(answer.headers['x-request-id']).toBe('id-1');
    expect(entries).toEqual([{ message: 'took snow', requestId: 'id-1' }]);
  });

  it('gets an id where it has none, or none that is sane', async () => {
    const answer = await agent().get('/refuses').set('x-request-id', 'two words').expect(503);
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: 'Service Unavailable',
      status: 503,
      detail: 'The log is full: come later.',
      requestId: answer.headers['x-request-id'],
    });
    expect(entries).toEqual([]);
  });

  it('that meets an error of ours is answered without its cause, which the log has', async () => {
    const answer = await agent().get('/breaks').set('x-request-id', 'id-3').expect(500);
    expect(answer.body).toMatchObject({ status: 500, requestId: 'id-3' });
    expect(JSON.stringify(answer.body)).not.toContain('of our making');
    expect(entries).toEqual([
      { message: expect.stringMatching(/^TypeError: of our making\n +at /), requestId: 'id-3' },
    ]);
  });

  it.each([
    ['a broken body', { type: 'application/json', body: '{"word":' }, 400],
    ['a body too large', { type: 'application/json', body: JSON.stringify('x'.repeat(1_100_000)) }, 413],
    ['a body of no kind we know', { type: 'image/png', body: 'x' }, 415],
  ])('with %s is a problem with its id', async (_what, { type, body }, status) => {
    const answer = await agent()
      .post('/takes')
      .set('x-request-id', 'id-4')
      .set('content-type', type)
      .send(body);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({ status, requestId: 'id-4' });
  });
});

describe('a process that drains', () => {
  it('is not ready and lets go of its connections', async () => {
    const ask = () => agent().get('/health/ready').set('connection', 'keep-alive');
    const before = await ask().expect(200);
    expect(before.headers.connection).not.toBe('close');
    health.drain();
    const after = await ask().expect(503);
    expect(after.body.error).toEqual({ process: { status: 'down', message: 'The process is ending.' } });
    expect(after.headers.connection).toBe('close');
    await agent().get('/health/live').expect(200);
  });
});
