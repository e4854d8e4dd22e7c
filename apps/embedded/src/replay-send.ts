import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '#config';
import type { ReplayFix, ReplayStorm } from './replay-storm.js';

export interface SendOptions {
  readonly url: string;
  /** Device tokens by truck. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Fixes up to this clock's time are sent; the rest when it comes to them. */
  readonly clock: Clock;
  onProgress(sent: number): void;
}

/** What the server said of all batches together. */
export interface SentCounts {
  readonly requests: number;
  readonly resent: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
}

const BATCH_FIXES = 400;
const IN_FLIGHT = 8;
const RETRY_MS = 500;
const GIVE_UP_AFTER = 120;
/** Between two looks at the clock for fixes that are due. */
const LOOK_MS = 200;

interface Batch {
  readonly token: string;
  readonly fixes: readonly ReplayFix[];
}

type Answer = Pick<SentCounts, 'accepted' | 'duplicate'> & { readonly rejected: readonly unknown[] };

/** Sends recorded fixes as devices do: over HTTP, several requests at once, again until acknowledged. */
class StormSender {
  private readonly counts = { requests: 0, resent: 0, accepted: 0, duplicate: 0, rejected: 0 };
  private sent = 0;

  constructor(private readonly options: SendOptions) {}

  async send(batches: readonly Batch[]): Promise<void> {
    const waiting = [...batches];
    const work = async (): Promise<void> => {
      for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) await this.post(batch);
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  }

  get total(): SentCounts {
    return this.counts;
  }

  private async post(batch: Batch): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.try(batch).catch((error: Error) => error);
      if (!(answer instanceof Error)) {
        this.count(batch, answer);
        return;
      }
      if (attempt === GIVE_UP_AFTER) throw answer;
      this.counts.resent += 1;
      await pause(RETRY_MS);
    }
  }

  private async try({ token, fixes }: Batch): Promise<Answer> {
    this.counts.requests += 1;
    const response = await fetch(`${this.options.url}/fixes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        fixes: fixes.map(({ at, lat, lng }) => ({ at: new Date(at).toISOString(), lat, lng })),
      }),
    });
    if (response.ok) return (await response.json()) as Answer;
    throw new Error(`POST /fixes was answered ${response.status}: ${await response.text()}`);
  }

  private count({ fixes }: Batch, answer: Answer): void {
    this.counts.accepted += answer.accepted;
    this.counts.duplicate += answer.duplicate;
    this.counts.rejected += answer.rejected.length;
    this.sent += fixes.length;
    this.options.onProgress(this.sent);
  }
}

/** Cuts what is due of each truck into batches, the earliest first, and moves each truck's place on. */
const takeDue = (storm: ReplayStorm, places: Map<string, number>, options: SendOptions): Batch[] => {
  const now = options.clock.now();
  const batches: Batch[] = [];
  for (const { code, fixes } of storm.trucks) {
    let place = places.get(code) ?? 0;
    const firstLater = fixes.findIndex((fix, index) => index >= place && fix.at > now);
    const end = firstLater === -1 ? fixes.length : firstLater;
    for (; place < end; place = Math.min(end, place + BATCH_FIXES)) {
      batches.push({
        token: options.tokens.get(code)!,
        fixes: fixes.slice(place, Math.min(end, place + BATCH_FIXES)),
      });
    }
    places.set(code, end);
  }
  return batches.sort((a, b) => a.fixes[0].at - b.fixes[0].at);
};

/** Sends the whole storm, each fix when the clock has come to it. @throws Error when the server stays away for a minute. */
export const sendRecordedStorm = async (storm: ReplayStorm, options: SendOptions): Promise<SentCounts> => {
  const sender = new StormSender(options);
  const places = new Map<string, number>();
  const isDone = (): boolean => storm.trucks.every(({ code, fixes }) => places.get(code) === fixes.length);
  while (!isDone()) {
    await sender.send(takeDue(storm, places, options));
    if (!isDone()) await pause(LOOK_MS);
  }
  return sender.total;
};
