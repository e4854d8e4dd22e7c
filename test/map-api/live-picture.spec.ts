import { jest } from '@jest/globals';
import { insertSnowfalls, insertStorms, type Queryable } from '#store';
import { LivePicture } from '../../apps/map-api/src/live/live-picture.js';
import { HOUR_MS, type MapApiApp, NOW_AT, STREETS, segmentsOf, startMapApi } from '../support/map-api-app.js';
import { waitUntil } from '../support/wait-until.js';

jest.setTimeout(60_000);

let api: MapApiApp;

beforeAll(async () => {
  api = await startMapApi();
});

afterAll(() => api?.stop());

const AREA = 'all';
const recordSnow = (newSnowCm: number): Promise<unknown> =>
  api.database.transaction((tx) =>
    insertSnowfalls(
      tx,
      [{ area: AREA, fromAt: NOW_AT - HOUR_MS, toAt: NOW_AT - newSnowCm, newSnowCm }],
      NOW_AT,
    ),
  );
const snowKnown = (picture: LivePicture): number =>
  Math.round(picture.weather.snow.newSnowCm(AREA, NOW_AT - HOUR_MS, NOW_AT));

/** The app's database; after `hold()` the answer to the next question about snow waits until it is let go. */
class SlowSnow implements Queryable {
  private gate: Promise<void> | null = null;

  hold(): () => void {
    let letGo = (): void => undefined;
    this.gate = new Promise((resolve) => {
      letGo = resolve;
    });
    return letGo;
  }

  get isHolding(): boolean {
    return this.gate !== null;
  }

  async query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
    const rows = await api.database.query<Row>(sql, parameters);
    if (!sql.includes('FROM snowfall') || this.gate === null) return rows;
    const { gate } = this;
    this.gate = null;
    await gate;
    return rows;
  }
}

const SNOW = { kind: 'snowfall', body: {} } as const;

const pictureOn = (database: Queryable): LivePicture =>
  new LivePicture({
    database: database as typeof api.database,
    clock: api.clock,
    settings: api.settings,
    network: STREETS,
  });

describe('the live picture', () => {
  it('reads again what changed while it was being read', async () => {
    const database = new SlowSnow();
    const picture = pictureOn(database);
    const letGo = database.hold();
    const reading = picture.read();
    await waitUntil(async () => !database.isHolding, { what: 'the question about snow' });
    await recordSnow(7);
    picture.note([{ xid: '1', seq: '1', ...SNOW }]);
    letGo();
    await reading;
    await picture.refresh();
    expect(snowKnown(picture)).toBe(7);
  });

  it('never lets an older answer replace a newer one', async () => {
    const database = new SlowSnow();
    const picture = pictureOn(database);
    await picture.read();
    picture.note([{ xid: '2', seq: '1', ...SNOW }]);
    const letGo = database.hold();
    const first = picture.refresh();
    await waitUntil(async () => !database.isHolding, { what: 'the question about snow' });
    await recordSnow(9);
    picture.note([{ xid: '2', seq: '2', ...SNOW }]);
    const second = picture.refresh();
    // Where the calls do not wait for each other, the second one is done before the first has its answer.
    await Promise.race([second, api.database.query('SELECT pg_sleep(0.3)')]);
    letGo();
    await Promise.all([first, second]);
    expect(snowKnown(picture)).toBe(9);
  });

  it('reaches back to the start of a storm that becomes known late', async () => {
    const [segment] = segmentsOf('細道');
    const plowedAt = NOW_AT - 60 * HOUR_MS;
    await api.plow([2 * segment], plowedAt);
    const picture = pictureOn(api.database);
    await picture.read();
    expect(picture.facts!.plowedAt[2 * segment]).toBe(0);
    const storm = { area: AREA, startedAt: NOW_AT - 72 * HOUR_MS, endedAt: null };
    await api.database.transaction((tx) => insertStorms(tx, [storm], NOW_AT));
    picture.note([{ xid: '3', seq: '1', kind: 'storm', body: storm }]);
    await picture.refresh();
    expect(picture.facts!.plowedAt[2 * segment]).toBe(plowedAt);
  });
});
