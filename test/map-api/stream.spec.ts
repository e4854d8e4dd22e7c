import { jest } from '@jest/globals';
import { Database, insertChange } from '#store';
import { type MapApiApp, NOW_AT, STAFF_TOKEN, startMapApi } from '../support/map-api-app.js';
import { waitUntil } from '../support/wait-until.js';

jest.setTimeout(60_000);

let api: MapApiApp;
let url: string;

beforeAll(async () => {
  api = await startMapApi();
  await api.app.listen(0, '127.0.0.1');
  url = `${await api.app.getUrl()}/api/stream`;
});

afterAll(() => api?.stop());

interface StreamEvent {
  readonly id: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** An EventSource of a few lines: collects events until it is closed. */
class Listener {
  readonly events: StreamEvent[] = [];
  private readonly aborter = new AbortController();

  async open(lastEventId?: string): Promise<this> {
    const headers = {
      authorization: `Bearer ${STAFF_TOKEN}`,
      ...(lastEventId && { 'last-event-id': lastEventId }),
    };
    const response = await fetch(url, { headers, signal: this.aborter.signal });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    void this.read(response).catch(() => undefined);
    return this;
  }

  close(): void {
    this.aborter.abort();
  }

  /** Resolves with the changes told so far when there are `count`; signs of life do not count. */
  async until(count: number): Promise<StreamEvent[]> {
    await waitUntil(async () => this.changes.length >= count, { what: `${count} events` });
    return this.changes;
  }

  private get changes(): StreamEvent[] {
    return this.events.filter(({ event }) => event !== 'time');
  }

  private async read(response: Response): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const part of response.body!) {
      text += decoder.decode(part as Uint8Array, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) this.take(block);
    }
  }

  private take(block: string): void {
    const fields = new Map(
      block.split('\n').map((line) => [line.split(': ', 1)[0], line.slice(line.indexOf(': ') + 2)]),
    );
    if (!fields.has('event')) return;
    this.events.push({
      id: fields.get('id')!,
      event: fields.get('event')!,
      data: JSON.parse(fields.get('data')!),
    });
  }
}

const passes = (segment: number): object => ({
  vehicleId: 1,
  fromAt: NOW_AT,
  toAt: NOW_AT,
  segments: [segment],
});
const segmentsTold = (events: readonly StreamEvent[]): number[] =>
  events.filter(({ event }) => event === 'passes').flatMap(({ data }) => data.segments as number[]);

describe('the stream', () => {
  it('begins with a snapshot, then tells changes, each headed by the time', async () => {
    const listener = await new Listener().open();
    await listener.until(1);
    await insertChange(api.database, 'passes', passes(1));
    const [snapshot, told] = await listener.until(2);
    listener.close();
    const time = { asOfAt: '2026-01-26T06:00:00.000+09:00', clockRate: 1 };
    expect(snapshot).toMatchObject({ event: 'snapshot', data: { ...time, storm: null, newSnowCm: null } });
    expect(told).toMatchObject({ event: 'passes', data: { ...time, vehicleId: 1, segments: [1] } });
    expect(told.id).toMatch(/^\d+-\d+$/);
  });

  it('goes on where the client was', async () => {
    const first = await new Listener().open();
    await first.until(1);
    await insertChange(api.database, 'passes', passes(2));
    const { id } = (await first.until(2))[1];
    first.close();
    await insertChange(api.database, 'passes', passes(3));
    await insertChange(api.database, 'passes', passes(4));
    const second = await new Listener().open(id);
    const events = await second.until(2);
    second.close();
    expect(events.map(({ event }) => event)).toEqual(['passes', 'passes']);
    expect(segmentsTold(events)).toEqual([3, 4]);
  });

  it('tells a client that missed nothing that it lives, without an id', async () => {
    const first = await new Listener().open();
    await first.until(1);
    await insertChange(api.database, 'passes', passes(2));
    const { id } = (await first.until(2))[1];
    first.close();
    const second = await new Listener().open(id);
    await waitUntil(async () => second.events.length > 0, { what: 'a sign of life' });
    second.close();
    expect(second.events[0]).toMatchObject({ event: 'time', id: undefined, data: { clockRate: 1 } });
  });

  it('begins anew for a client that comes with an id of another store', async () => {
    const listener = await new Listener().open('9999999999-1');
    expect((await listener.until(1))[0].event).toBe('snapshot');
    listener.close();
  });

  it('skips no slow transaction, and repeats nothing', async () => {
    const other = new Database(api.database.url, { max: 2 });
    const listener = await new Listener().open();
    await listener.until(1);
    let [begun, finish] = [(): void => undefined, (): void => undefined];
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const mayFinish = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow = other.transaction(async (tx) => {
      await insertChange(tx, 'passes', passes(5));
      begun();
      await mayFinish;
    });
    await hasBegun;
    await insertChange(api.database, 'passes', passes(6));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(segmentsTold(listener.events)).toEqual([]);
    finish();
    await slow;
    await listener.until(3);
    listener.close();
    await other.close();
    expect(segmentsTold(listener.events)).toEqual([5, 6]);
  });
});
