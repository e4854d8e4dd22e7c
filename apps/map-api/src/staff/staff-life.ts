import {
  Inject,
  Injectable,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { ChangeFollower } from '../live/change-follower.js';
import { LivePicture } from '../live/live-picture.js';
import { Publisher } from '../publish/publisher.js';
import { takePhotos } from '../report/photos.controller.js';
import { ReportMaker } from '../report/report-maker.js';
import { BundleKeeper } from '../settlement/bundle-keeper.js';
import { accountFinder } from './account-book.js';
import { installStaffGate } from './staff-gate.js';
import { STAFF_PARTS, type StaffParts } from './staff-parts.js';
import { StaffStream } from './staff-stream.js';

/** Starts and stops what the staff plane runs: the gate, the picture of the night, the stream, the publisher. */
@Injectable()
export class StaffLife implements OnModuleInit, OnModuleDestroy, OnApplicationShutdown {
  private publishing: { stop(): void } | null = null;
  private open = false;

  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly adapterHost: HttpAdapterHost,
    private readonly follower: ChangeFollower,
    private readonly picture: LivePicture,
    private readonly stream: StaffStream,
    private readonly publisher: Publisher,
    private readonly reports: ReportMaker,
    private readonly bundles: BundleKeeper,
  ) {}

  onModuleInit(): void {
    const server = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    const { database, staffToken } = this.parts;
    takePhotos(server);
    installStaffGate(server, {
      findAccount: accountFinder(database, staffToken),
      isOpen: () => this.open,
    });
  }

  /** Reads the night, opens the gate and publishes. May be called again where the store failed. */
  async begin(): Promise<void> {
    const { clock, settings } = this.parts;
    // The follower takes its place before everything is read: no change falls between.
    await this.follower.takePlace();
    await this.picture.read();
    this.follower.subscribe((changes) => this.picture.note(changes));
    this.stream.start();
    this.follower.start();
    this.open = true;
    this.publishing = clock.every(settings.publishEveryMs * clock.rate, () => void this.publisher.publish());
    this.reports.start();
    this.bundles.start();
    await this.publisher.publish();
  }

  onModuleDestroy(): void {
    this.publishing?.stop();
    this.stream.stop();
  }

  /** Requests that were still being answered have ended now. */
  async onApplicationShutdown(): Promise<void> {
    await this.follower.stop();
    await this.publisher.settled();
    await this.reports.stop();
    await this.bundles.stop();
  }
}
