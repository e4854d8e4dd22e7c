import { waitUntil } from '../support/wait-until.js';

const FIXES_PER_MESSAGE = 20;

/** A fix of an instant of its own, so that none repeats another. */
const fixOf = (seq: number, startAt: number): object => ({
  at: new Date(startAt - seq).toISOString(),
  ...{ lat: 36.5, lng: 136.6, seq },
});

/** Devices' messages one after another over a few connections, until the server takes no more. */
export class FixStream {
  /** `seq` of every fix that was acknowledged. */
  readonly acknowledged: number[] = [];
  readonly statuses = new Map<number, number>();
  private nextSeq: number;
  private stopped = false;
  private readonly startAt = Date.now() - 60_000;
  private readonly loops: Promise<void>[];

  constructor(
    private readonly url: string,
    private readonly token: string,
    { connections = 4, firstSeq = 1 } = {},
  ) {
    this.nextSeq = firstSeq;
    this.loops = Array.from({ length: connections }, () => this.send());
  }

  async untilAcknowledged(count: number): Promise<void> {
    await waitUntil(() => this.acknowledged.length >= count, { what: `${count} fixes to be acknowledged` });
  }

  /** Sends nothing more. */
  stop(): void {
    this.stopped = true;
  }

  /** Resolves when the server takes no connection any more, or after `stop`. */
  async ended(): Promise<void> {
    await Promise.all(this.loops);
  }

  private async send(): Promise<void> {
    while (!this.stopped) {
      const first = this.nextSeq;
      this.nextSeq += FIXES_PER_MESSAGE;
      const seqs = Array.from({ length: FIXES_PER_MESSAGE }, (_, i) => first + i);
      const response = await this.post(seqs).catch(() => null);
      if (response === null) return;
      this.statuses.set(response.status, (this.statuses.get(response.status) ?? 0) + 1);
      if (response.status !== 200) continue;
      const receipt = (await response.json()) as { rejected: unknown[] };
      expect(receipt.rejected).toEqual([]);
      this.acknowledged.push(...seqs);
    }
  }

  private post(seqs: readonly number[]): Promise<Response> {
    return fetch(`${this.url}/fixes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ fixes: seqs.map((seq) => fixOf(seq, this.startAt)) }),
    });
  }
}
