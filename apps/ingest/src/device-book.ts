import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Clock } from '#config';
import type { Health } from '#server';
import { clockTrouble, type Database, hashToken, listDevices, type StoredDevice, storeTrouble } from '#store';
import { INGEST_OPTIONS, type IngestOptions } from './ingest-options.js';

/** Between two looks into the store for a device or assignment that is not known yet. */
const SHORTEST_REFRESH_MS = 1_000;
/** Changed assignments and tokens are seen after this long at the latest. */
const REGULAR_REFRESH_MS = 10_000;

/** The vehicle that the device was on at `fixAt` (epoch ms); null where it was on none. */
export const vehicleIdAt = (device: StoredDevice, fixAt: number): number | null => {
  for (let index = device.assignments.length - 1; index >= 0; index--) {
    if (device.assignments[index].fromAt <= fixAt) return device.assignments[index].vehicleId;
  }
  return null;
};

/** Every device of the store in memory, found by its token. */
@Injectable()
export class DeviceBook implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(DeviceBook.name);
  private readonly database: Database;
  private readonly clock: Clock;
  private byHash = new Map<string, StoredDevice>();
  private byId = new Map<number, StoredDevice>();
  private refreshedAt = Number.NEGATIVE_INFINITY;
  private running: Promise<void> | null = null;
  private nextLook: Promise<void> | null = null;
  private timer: { stop(): void } | null = null;
  private failing = false;
  /** Why nothing may be judged by this machine's clock; empty while it is right. */
  clockTrouble = '';

  constructor(@Inject(INGEST_OPTIONS) options: IngestOptions) {
    this.database = options.database;
    this.clock = options.clock;
    options.health.addReady('devices', () => this.health());
  }

  async onModuleInit(): Promise<void> {
    const refresh = (): Promise<void> => this.refresh().catch((error: Error) => this.tell(error));
    await refresh();
    this.timer = this.clock.every(REGULAR_REFRESH_MS * this.clock.rate, refresh);
  }

  onModuleDestroy(): void {
    this.timer?.stop();
  }

  /** The device of this token as far as memory knows. Its hash is compared in constant time. */
  find(token: string): StoredDevice | undefined {
    const hash = hashToken(token);
    const device = this.byHash.get(hash.toString('latin1'));
    return device !== undefined && timingSafeEqual(device.tokenHash, hash) ? device : undefined;
  }

  /**
   * As `find`, but for a token that memory lacks the store is asked after this call: a device is known as soon as it
   * is loaded. @throws when the store does not answer.
   */
  async findFresh(token: string): Promise<StoredDevice | undefined> {
    this.nextLook ??= this.lookAgain();
    await this.nextLook;
    return this.find(token);
  }

  /** The same device with the assignments that the store has now. @throws when the store does not answer. */
  async freshDevice(device: StoredDevice): Promise<StoredDevice> {
    await this.refreshIfOld();
    return this.byId.get(device.id) ?? device;
  }

  private get isKnown(): boolean {
    return Number.isFinite(this.refreshedAt);
  }

  /** With devices in memory fixes are taken even while the store is away. */
  private async health(): Promise<Health> {
    if (!this.isKnown) await this.refresh().catch(() => undefined);
    return this.isKnown
      ? { ok: this.clockTrouble === '', reason: this.clockTrouble }
      : { ok: false, reason: 'The devices are not known yet: the database does not answer.' };
  }

  /** Once of each failure, and not of a store that has not been there yet. */
  private tell(error: Error): void {
    if (this.failing || !this.isKnown) return;
    this.failing = true;
    this.logger.warn(`Devices cannot be read. ${storeTrouble(error) ?? error.message}`);
  }

  /** System milliseconds until the store may be asked again. */
  private get restMs(): number {
    return SHORTEST_REFRESH_MS - (this.clock.now() - this.refreshedAt) / this.clock.rate;
  }

  /** A look that begins when the one that runs has ended and the store has had its rest from strangers. */
  private async lookAgain(): Promise<void> {
    await this.running?.catch(() => undefined);
    if (this.restMs > 0) await new Promise((resolve) => setTimeout(resolve, this.restMs));
    this.nextLook = null;
    await this.refresh();
  }

  private async refreshIfOld(): Promise<void> {
    if (this.restMs <= 0 || this.running !== null) await this.refresh();
  }

  /** One look into the store at a time; whoever comes meanwhile waits for it. */
  private refresh(): Promise<void> {
    this.running ??= this.readDevices().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async readDevices(): Promise<void> {
    const devices = await listDevices(this.database);
    this.clockTrouble = await clockTrouble(this.database);
    this.byHash = new Map(devices.map((device) => [device.tokenHash.toString('latin1'), device]));
    this.byId = new Map(devices.map((device) => [device.id, device]));
    this.refreshedAt = this.clock.now();
    this.failing = false;
  }
}
