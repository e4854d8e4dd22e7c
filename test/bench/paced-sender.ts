import http from 'node:http';
import type { WireFix } from '#fixtures';
import type { FleetVehicle } from './fleet.js';
import { shotOf } from './load.js';

export interface PacedOptions {
  readonly url: string;
  readonly vehicles: readonly FleetVehicle[];
  /** Fixes of one request. */
  readonly batch: number;
  /** Requests at once; 128 where it is left out. */
  readonly connections?: number;
  /** The storm's instant now, epoch milliseconds: a fix is sent when it is in the past. */
  readonly nowMs: () => number;
  /** `tookMs`: from the first attempt to the acknowledgement. */
  readonly onAcknowledged?: (vehicle: FleetVehicle, fixes: readonly WireFix[], tookMs: number) => void;
}

const LOOK_EVERY_MS = 20;
const TRY_AGAIN_MS = 200;

/** Sends each vehicle's fixes as they fall due, first in first out, and again what was not acknowledged. */
export class PacedSender {
  acknowledged = 0;
  refused = 0;
  private readonly agent: http.Agent;
  private readonly next: Int32Array;
  private readonly busy: Uint8Array;
  private readonly dueAt: Float64Array;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: PacedOptions) {
    const { vehicles, connections = 128 } = options;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: connections });
    this.next = new Int32Array(vehicles.length);
    this.busy = new Uint8Array(vehicles.length);
    this.dueAt = Float64Array.from(vehicles, (_, index) => this.dueOf(index));
  }

  start(): void {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** Every fix is acknowledged that ever falls due. */
  isDone(): boolean {
    return this.busy.every((busy) => busy === 0) && this.dueAt.every((at) => at === Number.POSITIVE_INFINITY);
  }

  /** Sends no more; what is under way is still acknowledged. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    while (this.busy.includes(1)) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    this.agent.destroy();
  }

  /** When the vehicle's next batch is complete; never, after its last. */
  private dueOf(index: number): number {
    const { vehicles, batch } = this.options;
    const last = vehicles[index].fixes[this.next[index] + batch - 1];
    return last === undefined ? Number.POSITIVE_INFINITY : Date.parse(last.at);
  }

  private look(): void {
    const now = this.options.nowMs();
    for (let index = 0; index < this.dueAt.length; index += 1) {
      if (this.busy[index] === 0 && this.dueAt[index] <= now) void this.send(index);
    }
  }

  private async send(index: number): Promise<void> {
    const { vehicles, batch, onAcknowledged } = this.options;
    const vehicle = vehicles[index];
    const fixes = vehicle.fixes.slice(this.next[index], this.next[index] + batch);
    this.busy[index] = 1;
    const startedAt = performance.now();
    while (!(await this.post(vehicle.token, fixes))) {
      this.refused += 1;
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    }
    onAcknowledged?.(vehicle, fixes, performance.now() - startedAt);
    this.acknowledged += fixes.length;
    this.next[index] += fixes.length;
    this.dueAt[index] = this.dueOf(index);
    this.busy[index] = 0;
  }

  private post(token: string, fixes: readonly WireFix[]): Promise<boolean> {
    const { path, headers, body } = shotOf(token, fixes);
    return new Promise((resolve) => {
      const request = http.request(
        new URL(path, this.options.url),
        {
          method: 'POST',
          agent: this.agent,
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          response.resume();
          response.once('end', () => resolve(response.statusCode === 200));
        },
      );
      request.once('error', () => resolve(false));
      request.end(body);
    });
  }
}
