import type { OutgoingHttpHeaders } from 'node:http';
import { Get, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseChangeId } from '#store';
import { AllowedTo } from './allowed-to.js';
import { StaffController } from './staff-controller.js';
import { StaffStream } from './staff-stream.js';

/** The live stream: a snapshot, then deltas. A browser that reconnects sends Last-Event-ID by itself. */
@StaffController('stream')
export class StreamController {
  constructor(private readonly stream: StaffStream) {}

  @Get()
  @AllowedTo('client', 'auditor')
  @ApiOperation({
    summary: 'Server-sent events: snapshot, then positions, passes and the rest as they happen',
  })
  @ApiProduces('text/event-stream')
  async follow(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    reply.hijack();
    // Set before the head is written, so that what measures requests can tell a stream.
    reply.raw.setHeader('content-type', 'text/event-stream; charset=utf-8');
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as OutgoingHttpHeaders),
      'cache-control': 'no-store',
      // The socket ends with the stream, so that a stop of the server does not wait for it.
      connection: 'close',
      'x-accel-buffering': 'no',
    });
    reply.raw.flushHeaders();
    const lastEventId = request.headers['last-event-id'];
    await this.stream.add(reply.raw, typeof lastEventId === 'string' ? parseChangeId(lastEventId) : null);
  }
}
