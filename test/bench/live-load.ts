import type { Database } from '#store';
import { type Distributed, STAFF_TOKEN } from '../support/distributed.js';
import type { FleetVehicle } from './fleet.js';
import { LiveWatch } from './live-watch.js';
import { PacedSender } from './paced-sender.js';

/** Vehicles that send each fix as it falls due, and the watch on how soon it is seen. */
export class LiveLoad {
  readonly acknowledgedMs: number[] = [];
  readonly watch: LiveWatch;
  readonly sender: PacedSender;

  constructor(stack: Distributed, vehicles: readonly FleetVehicle[], nowMs: () => number) {
    this.watch = new LiveWatch({ url: stack.staff.url, token: STAFF_TOKEN }, stack.publicPlane.url, nowMs);
    this.sender = new PacedSender({
      ...{ url: stack.ingest.url, batch: 1, nowMs, connections: 256 },
      vehicles,
      onAcknowledged: ({ code }, [fix], tookMs) => {
        this.watch.acknowledged(code, Date.parse(fix.at));
        this.acknowledgedMs.push(tookMs);
      },
    });
  }

  start(): void {
    this.watch.start();
    this.sender.start();
  }

  async stop(): Promise<void> {
    await this.sender.stop();
    this.watch.stop();
  }
}

/** Milliseconds each. */
export interface Latency {
  readonly acknowledgedMs: readonly number[];
  readonly dotMs: readonly number[];
  readonly finalMs: readonly number[];
}

/** What was seen since the last look; passes only those left after `fromAt`. */
export class LatencyLook {
  private seen = { acknowledged: 0, dots: 0 };

  constructor(
    private readonly load: LiveLoad,
    private readonly database: Database,
  ) {}

  async take(fromAt: number): Promise<Latency> {
    const { acknowledged, dots } = this.seen;
    const { dotMs, finalMs } = await this.load.watch.figures(this.database, fromAt);
    this.seen = { acknowledged: this.load.acknowledgedMs.length, dots: dotMs.length };
    return {
      acknowledgedMs: this.load.acknowledgedMs.slice(acknowledged),
      dotMs: dotMs.slice(dots),
      finalMs,
    };
  }
}
