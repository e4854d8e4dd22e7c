import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { ChangeFollower } from '../live/change-follower.js';
import { LivePicture } from '../live/live-picture.js';
import { Publisher } from '../publish/publisher.js';
import { installStaffGate } from './staff-gate.js';
import { STAFF_PARTS, type StaffParts } from './staff-parts.js';
import { StaffStream } from './staff-stream.js';

/** Starts and stops what the staff plane runs: the gate, the picture of the night, the stream, the publisher. */
@Injectable()
export class StaffLife implements OnModuleInit, OnModuleDestroy {
  private publishing: { stop(): void } | null = null;

  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly adapterHost: HttpAdapterHost,
    private readonly follower: ChangeFollower,
    private readonly picture: LivePicture,
    private readonly stream: StaffStream,
    private readonly publisher: Publisher,
  ) {}

  async onModuleInit(): Promise<void> {
    const { clock, settings, staffToken } = this.parts;
    installStaffGate(this.adapterHost.httpAdapter.getInstance<FastifyInstance>(), staffToken);
    // The follower takes its place before everything is read: no change falls between.
    await this.follower.takePlace();
    this.follower.subscribe((changes) => this.picture.note(changes));
    await this.picture.read();
    this.stream.start();
    this.follower.start();
    await this.publisher.publish();
    this.publishing = clock.every(settings.publishEveryMs * clock.rate, () => void this.publisher.publish());
  }

  async onModuleDestroy(): Promise<void> {
    this.publishing?.stop();
    this.stream.stop();
    await this.follower.stop();
    await this.publisher.settled();
  }
}
