import { jest } from '@jest/globals';
import { findReport, insertChange } from '#store';
import { ReportBooks } from '../../apps/map-api/src/report/report-books.js';
import { ReportMaker } from '../../apps/map-api/src/report/report-maker.js';
import { STAFF_PARTS } from '../../apps/map-api/src/staff/staff-parts.js';
import type { Night } from '../support/driven-night.js';
import { HOUR_MS, STREETS } from '../support/map-api-app.js';
import { EVENING, type PaperApi, startPaperApi } from '../support/paper-api.js';
import { storeNight } from '../support/paper-world.js';

jest.setTimeout(120_000);

const nightBefore = (days: number): Night => {
  const fromAt = EVENING - days * 24 * HOUR_MS;
  return { vehicle: 'P1', roads: ['本通り'], fromAt, toAt: fromAt + HOUR_MS };
};
const reportBefore = (days: number): string => `N202601${25 - days}-P1-K-C1`;

let api: PaperApi;
beforeAll(async () => {
  api = await startPaperApi({ nights: [nightBefore(0)] });
});
afterAll(() => api?.stop());

const arrive = (days: number): Promise<void> => storeNight(api.database, STREETS, nightBefore(days));
const stateOf = async (days: number): Promise<string | undefined> =>
  (await findReport(api.database, reportBefore(days)))?.state;

it('nights that arrive days late get their reports, from this process and from the next one', async () => {
  const maker = api.app.get(ReportMaker);
  await maker.make();
  await arrive(5);
  expect(await stateOf(5)).toBeUndefined();
  await maker.make();
  expect(await stateOf(5)).toBe('draft');
  await arrive(7);
  await api.database.query('TRUNCATE change');
  await insertChange(api.database, 'positions', { vehicles: [] });
  const next = new ReportMaker(api.app.get(STAFF_PARTS), api.app.get(ReportBooks));
  await next.make();
  await next.stop();
  expect(await stateOf(7)).toBe('draft');
});
