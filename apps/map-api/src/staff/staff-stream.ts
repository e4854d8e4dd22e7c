import type { ServerResponse } from 'node:http';
import type { Clock } from '#config';
import {
  type Change,
  type ChangeId,
  type Database,
  oldestChangeId,
  printChangeId,
  readChanges,
} from '#store';
import { printInstant, type StreamSnapshot, type StreamTime } from '#wire';
import { type AreaSituation, situationOf } from '../live/area-situation.js';
import type { ChangeFollower } from '../live/change-follower.js';
import type { LivePicture } from '../live/live-picture.js';
import { printChange, printEvent } from './stream-events.js';
import { wireVehicle } from './wire-vehicle.js';

const HEARTBEAT_EVERY_MS = 15_000;
/** When clients of a server that ends come back: told as the stream's `retry`. */
const RETRY_AFTER_MS = 2_000;
/** A client that lets this much pile up is cut off; it comes back with its last event id. */
const LONGEST_BACKLOG_BYTES = 4_000_000;
/** A client that missed more than this gets a snapshot. */
const LONGEST_REPLAY = 5_000;

/** A client; while it is being caught up, what is new waits in `held`. */
interface Client {
  readonly response: ServerResponse;
  held: string[] | null;
}

export interface StaffStreamParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly picture: LivePicture;
  readonly follower: ChangeFollower;
}

const sendAway = (response: ServerResponse): void => {
  response.end(`retry: ${RETRY_AFTER_MS}\n\n`);
};

const isBefore = (a: ChangeId, b: ChangeId): boolean =>
  BigInt(a.xid) < BigInt(b.xid) || (a.xid === b.xid && BigInt(a.seq) < BigInt(b.seq));

/** Sends changes to every connected client; each tick is put into words once for all of them. */
export class StaffStream {
  private readonly clients = new Set<Client>();
  private readonly stops: { stop(): void }[] = [];
  private stopped = false;

  constructor(private readonly parts: StaffStreamParts) {}

  start(): void {
    const { clock, follower } = this.parts;
    this.stops.push(follower.subscribe((changes) => this.tell(changes)));
    this.stops.push(clock.every(HEARTBEAT_EVERY_MS * clock.rate, () => this.send(this.printTime())));
  }

  get clientCount(): number {
    return this.clients.size;
  }

  stop(): void {
    this.stopped = true;
    for (const { stop } of this.stops.splice(0)) stop();
    for (const client of this.clients) sendAway(client.response);
    this.clients.clear();
  }

  /** Takes a client in: what it missed since `lastEventId`, or a snapshot, then everything that is new. */
  async add(response: ServerResponse, lastEventId: ChangeId | null): Promise<void> {
    if (this.stopped) {
      sendAway(response);
      return;
    }
    const client: Client = { response, held: [] };
    this.clients.add(client);
    response.on('close', () => this.clients.delete(client));
    try {
      // The place at which the held events begin: taken in the same turn in which the client joined.
      const newest = this.parts.follower.newestId;
      const snapshot = this.printSnapshot();
      const missed = lastEventId && newest ? await this.missedSince(lastEventId, newest) : null;
      if (!this.clients.has(client)) return;
      response.write(missed ?? snapshot);
      for (const text of client.held ?? []) response.write(text);
      client.held = null;
    } catch {
      // Without the store nothing is known of the past: the client comes again.
      response.end();
    }
  }

  private tell(changes: readonly Change[]): void {
    if (this.clients.size === 0) return;
    const time = this.time();
    const { register } = this.parts.picture;
    this.send(changes.map((change) => printChange(change, time, register)).join(''));
    if (changes.some((change) => change.kind === 'register')) void this.tellRegister();
  }

  /** Names and codes have changed: everyone begins anew. */
  private async tellRegister(): Promise<void> {
    await this.parts.picture.refresh().catch(() => undefined);
    this.send(this.printSnapshot());
  }

  private send(text: string): void {
    if (text === '') return;
    for (const client of this.clients) {
      if (client.held !== null) client.held.push(text);
      else if (client.response.writableLength > LONGEST_BACKLOG_BYTES) client.response.destroy();
      else client.response.write(text);
    }
  }

  private async missedSince(after: ChangeId, newest: ChangeId): Promise<string | null> {
    const { database, picture } = this.parts;
    const oldest = await oldestChangeId(database);
    if (oldest === null || isBefore(after, oldest) || isBefore(newest, after)) return null;
    const changes = await readChanges(database, after, LONGEST_REPLAY);
    if (changes.length === LONGEST_REPLAY) return null;
    const time = this.time();
    const missed = changes.filter((change) => !isBefore(newest, change));
    return missed.map((change) => printChange(change, time, picture.register)).join('') || this.printTime();
  }

  /** Tells that the stream lives and how time runs; it is no change, so it has no id. */
  private printTime(): string {
    return `event: time\ndata: ${JSON.stringify(this.time())}\n\n`;
  }

  private printSnapshot(): string {
    const { follower, picture } = this.parts;
    const id = follower.newestId === null ? '0-0' : printChangeId(follower.newestId);
    const nowAt = this.parts.clock.now();
    const { register } = picture;
    const situations = register.areas.map((area) => situationOf(area, nowAt, picture));
    const storm = stormOf(situations);
    const snapshot: StreamSnapshot = {
      ...this.time(),
      vehicles: [...picture.vehiclesNow.values()].map((vehicle) => wireVehicle(vehicle, register)),
      storm,
      newSnowCm: storm === null ? null : Math.max(...situations.map(({ newSnowCm }) => newSnowCm)),
    };
    return printEvent(id, 'snapshot', snapshot);
  }

  private time(): StreamTime {
    const { clock } = this.parts;
    return { asOfAt: printInstant(clock.now()), clockRate: clock.rate };
  }
}

/** From the first start of the areas' current storms to their last end, if all are over. */
function stormOf(situations: readonly AreaSituation[]): StreamSnapshot['storm'] {
  const stormy = situations.filter(({ stormStartedAt }) => stormStartedAt !== null);
  if (stormy.length === 0) return null;
  const isOver = stormy.every(({ stormEndedAt }) => stormEndedAt !== null);
  return {
    startedAt: printInstant(Math.min(...stormy.map(({ stormStartedAt }) => stormStartedAt!))),
    endedAt: isOver ? printInstant(Math.max(...stormy.map(({ stormEndedAt }) => stormEndedAt!))) : null,
  };
}
