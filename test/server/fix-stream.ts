import { waitUntil } from '../support/wait-until.js';

const FIXES_PER_MESSAGE = 20;

/** A fix per second of its own, so that none repeats another. */
const fixOf = (seq: number, startAt: number): object => ({
  at: new Date(startAt - seq * 1_000).toISOString(),
  ...{ lat: 36.5, lng: 136.6, seq },
});

/** Devices' messages one after another over a few connections, until the server answers no more. */
export class FixStream {
  /** `seq` of every fix that was acknowledged. */
  readonly acknowledged: number[] = [];
  readonly statuses = new Map<number, number>();
  private nextSeq = 1;
  private readonly startAt = Date.now() - 60_000;
  private readonly loops: Promise<void>[];

  constructor(
    private readonly url: string,
    private readonly token: string,
    connections = 4,
  ) {
    this.loops = Array.from({ length: connections }, () => this.send());
  }

  async untilAcknowledged(count: number): Promise<void> {
    await waitUntil(() => this.acknowledged.length >= count, { what: `${count} fixes to be acknowledged` });
  }

  /** Resolves when the server takes no connection any more. */
  async ended(): Promise<void> {
    await Promise.all(this.loops);
  }

  private async send(): Promise<void> {
    for (;;) {
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
