import { decideFinding } from '#paperwork';
import { listFindings } from '#store';
import { faultOf, STAMP, TownMonth } from '../support/town-month.js';

let town: TownMonth;
beforeEach(async () => {
  town = await TownMonth.start();
});
afterEach(() => town.stop());

describe('time without fixes', () => {
  it('needs a reason of whoever hands the report in, which stands in the history', async () => {
    await town.lateFixes(12, 6);
    await town.make();
    const before = await town.report();
    const fault = await faultOf(town.step({ action: 'submit', reason: ' ' }, 'driver'));
    expect([fault.code, fault.ja]).toEqual(['reason_missing', expect.stringContaining('測位がありません')]);
    expect(await town.report()).toEqual(before);
    const submitted = await town.step({ action: 'submit', reason: 'トンネル内' }, 'driver');
    expect(submitted.history.at(-1)).toMatchObject({ action: 'submit', reason: 'トンネル内' });
  });

  it('needs none where the client has decided on it', async () => {
    await town.lateFixes(12, 6);
    await town.make();
    const [{ finding }] = await listFindings(town.database, { stage: 'report', reportNos: [town.reportNo] });
    await decideFinding(town.parts, {
      ...{
        findingId: finding.id,
        clientCode: null,
        decision: 'pay',
        withheldReportNos: [],
        reason: '確認済み',
      },
      ...STAMP,
    });
    expect((await town.step({ action: 'submit' }, 'driver')).state).toBe('submitted');
  });
});
