import { jest } from '@jest/globals';
import { findReport, listFindings, listReportHeads, replaceFindings } from '#store';
import { NOW_AT } from '../support/map-api-app.js';
import type { PaperApi } from '../support/paper-api.js';
import { startTwoClients } from '../support/two-clients.js';

jest.setTimeout(120_000);

let api: PaperApi;
beforeEach(async () => {
  api = await startTwoClients({ isTwin: false });
});
afterEach(() => api?.stop());

const ask: PaperApi['ask'] = (...question) => api.ask(...question);
const [FOR_CITY, FOR_PREF] = ['N20260125-P1-K-C1', 'N20260125-P1-L-C1'];
const stepsOf = async (reportNo: string): Promise<number> =>
  (await findReport(api.database, reportNo))!.history.length;
const step = async (who: string, reportNo: string, action: string, body: object = {}) =>
  ask('post', `/reports/${reportNo}/${action}`, who).send({ seenSteps: await stepsOf(reportNo), ...body });
/** The city's report says what the machine did from 21:30 to 22:30; the prefecture's begins at 22:00. */
const correct = (activity: 'work' | 'unrecorded') =>
  step('d1', FOR_CITY, 'correct', {
    reason: '続けて作業',
    correction: {
      ...{ kind: 'span', dispatchNo: 1, activity, workType: activity === 'work' ? 'fresh_snow' : null },
      startAt: '2026-01-25T22:00:00+09:00',
      endAt: '2026-01-25T22:30:00+09:00',
    },
  });

describe('the time of one machine', () => {
  it('is on two reports, of which each client sees its own', async () => {
    const heads = await listReportHeads(api.database, { machineCodes: ['P1'] });
    expect(heads.map(({ reportNo, clientCode, workS }) => [reportNo, clientCode, workS])).toEqual([
      [FOR_CITY, 'K', 3600],
      [FOR_PREF, 'I', 3600],
    ]);
  });

  it('is not paid by two clients: a correction over the other’s time blocks both until it is taken back', async () => {
    expect((await correct('work')).status).toBe(200);
    const [{ finding }] = await listFindings(api.database, { reportNos: [FOR_PREF] });
    expect([finding.code, finding.reportNos]).toEqual(['overlapping_plates', [FOR_CITY, FOR_PREF]]);
    // As if nobody had looked since the correction: the approval looks itself.
    const date = { stage: 'report', businessDate: '2026-01-25' } as const;
    await api.database.transaction((tx) => replaceFindings(tx, date, [], NOW_AT));
    for (const [reportNo, client] of [
      [FOR_CITY, 'city'],
      [FOR_PREF, 'pref'],
    ]) {
      expect((await step('d1', reportNo, 'submit')).status).toBe(200);
      expect((await step(client, reportNo, 'check')).status).toBe(200);
      const { status, body } = await step(client, reportNo, 'approve');
      expect([status, body.detail]).toEqual([409, expect.stringContaining('30 分重なっています')]);
    }
    await step('city', FOR_CITY, 'return', { reason: '県の時間' });
    expect((await correct('unrecorded')).status).toBe(200);
    for (const [who, reportNo, action] of [
      ['pref', FOR_PREF, 'approve'],
      ['d1', FOR_CITY, 'submit'],
      ['city', FOR_CITY, 'check'],
      ['city', FOR_CITY, 'approve'],
    ])
      expect([action, (await step(who, reportNo, action)).status]).toEqual([action, 200]);
  });
});
