import http, { Agent } from 'node:http';
import type { Database } from '#store';
import { CLEARANCE_WORDS, decodeState, type NetworkState, type StreamEvents } from '#wire';

const SNAPSHOT_EVERY_MS = 500;
const IN_PROGRESS = CLEARANCE_WORDS.indexOf('in_progress');
const CLEARED = CLEARANCE_WORDS.indexOf('cleared');

/** Milliseconds of the system's clock at which something was seen first. */
type SeenAt = Map<string, number>;

export interface LiveFigures {
  /** Acknowledged → the moving dot in the staff stream. */
  readonly dotMs: readonly number[];
  /** Acknowledged first fix of a working vehicle on a segment → `in_progress` in the public snapshot. */
  readonly inProgressMs: readonly number[];
  /** Pass final in the staff stream → `cleared` in the public snapshot. */
  readonly clearedMs: readonly number[];
  /** Vehicle left the segment → the pass is final. */
  readonly finalMs: readonly number[];
}

/** Watches the staff stream and the public snapshot as their readers do, and takes the time of what it sees. */
export class LiveWatch {
  private readonly acknowledgedAt: SeenAt = new Map();
  private readonly dotMs: number[] = [];
  private readonly workSince = new Map<number, number>();
  private readonly inProgressMs: number[] = [];
  /** Directed segments with a final pass that is not yet seen as `cleared`. */
  private readonly finalAt = new Map<number, number>();
  private readonly clearedMs: number[] = [];
  private readonly passEvents: { vehicleId: number; segment: number; at: number }[] = [];
  private readonly agent = new Agent({ keepAlive: true });
  private stream: http.ClientRequest | undefined;
  private timer: NodeJS.Timeout | undefined;
  private last: NetworkState | undefined;

  constructor(
    private readonly staff: { readonly url: string; readonly token: string },
    private readonly publicUrl: string,
    private readonly nowMs: () => number,
  ) {}

  start(): void {
    this.listen();
    this.timer = setInterval(() => void this.look(), SNAPSHOT_EVERY_MS);
  }

  acknowledged(code: string, fixAt: number): void {
    this.acknowledgedAt.set(`${code} ${fixAt}`, performance.now());
  }

  stop(): void {
    clearInterval(this.timer);
    this.stream?.destroy();
    this.agent.destroy();
  }

  /** What was seen; the passes' own times come from the store. `fromAt`, epoch ms, leaves out what came before. */
  async figures(database: Database, fromAt: number): Promise<LiveFigures> {
    const rows = await database.query<{ vehicle_id: number; segment: number; left_at: number }>(
      'SELECT vehicle_id, segment, left_at FROM pass WHERE left_at >= to_timestamp($1::float8 / 1000) ORDER BY left_at',
      [fromAt],
    );
    const told = new Map<string, number[]>();
    for (const { vehicleId, segment, at } of this.passEvents) {
      const key = `${vehicleId} ${segment}`;
      told.set(key, [...(told.get(key) ?? []), at]);
    }
    const finalMs = rows.flatMap((row) => {
      const at = told.get(`${row.vehicle_id} ${row.segment}`)?.find((each) => each >= row.left_at);
      return at === undefined ? [] : [at - row.left_at];
    });
    const { dotMs, inProgressMs, clearedMs } = this;
    return { dotMs, inProgressMs, clearedMs, finalMs };
  }

  private listen(): void {
    const headers = { authorization: `Bearer ${this.staff.token}` };
    this.stream = http.get(`${this.staff.url}/api/stream`, { headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        const blocks = (text + part).split('\n\n');
        text = blocks.pop()!;
        for (const block of blocks) this.takeEvent(block);
      });
    });
    this.stream.on('error', () => undefined);
  }

  private takeEvent(block: string): void {
    const name = /^event: (.+)$/m.exec(block)?.[1];
    const data = /^data: (.+)$/m.exec(block)?.[1];
    if (data === undefined) return;
    if (name === 'positions') this.takePositions(JSON.parse(data) as StreamEvents['positions']);
    if (name === 'passes') this.takePasses(JSON.parse(data) as StreamEvents['passes']);
  }

  private takePositions({ vehicles }: StreamEvents['positions']): void {
    const now = performance.now();
    for (const { code, fixAt, directed, workKind } of vehicles) {
      const at = fixAt === null ? undefined : this.acknowledgedAt.get(`${code} ${Date.parse(fixAt)}`);
      if (at === undefined) continue;
      this.dotMs.push(now - at);
      if (directed === null || workKind !== 'plowed' || this.last?.clearance[directed] === IN_PROGRESS)
        continue;
      if (!this.workSince.has(directed)) this.workSince.set(directed, at);
    }
  }

  private takePasses({ vehicleId, segments }: StreamEvents['passes']): void {
    const [now, at] = [performance.now(), this.nowMs()];
    for (const segment of segments) {
      this.finalAt.set(segment * 2, now).set(segment * 2 + 1, now);
      this.passEvents.push({ vehicleId, segment, at });
    }
  }

  private async look(): Promise<void> {
    const state = await this.readState().catch(() => undefined);
    if (state === undefined) return;
    const now = performance.now();
    for (const [directed, since] of this.workSince) {
      if (state.clearance[directed] !== IN_PROGRESS) continue;
      this.inProgressMs.push(now - since);
      this.workSince.delete(directed);
    }
    state.clearance.forEach((code, directed) => {
      const final = this.finalAt.get(directed);
      if (code !== CLEARED || final === undefined) return;
      // Once for each final pass: the road may turn `in_progress` and `cleared` again without one.
      this.finalAt.delete(directed);
      if (this.last !== undefined && this.last.clearance[directed] !== CLEARED)
        this.clearedMs.push(now - final);
    });
    this.last = state;
  }

  private readState(): Promise<NetworkState> {
    return new Promise((resolve, reject) => {
      http
        .get(`${this.publicUrl}/state/current`, { agent: this.agent }, (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () => {
            try {
              resolve(decodeState(new Uint8Array(Buffer.concat(parts))));
            } catch (error) {
              reject(error);
            }
          });
        })
        .on('error', reject);
    });
  }
}
