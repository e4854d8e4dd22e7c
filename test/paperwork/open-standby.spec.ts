import { correctStoredReport, decideFinding, readBooks } from '#paperwork';
import { insertDispatchOrders, listFindings, listVehicles, type StoredFinding } from '#store';
import { STAMP, TownMonth } from '../support/town-month.js';

const at = (time: string): number => Date.parse(`2026-01-24T${time}+09:00`);

let town: TownMonth;
beforeEach(async () => {
  town = await TownMonth.start();
});
afterEach(() => town.stop());

/** The machine was home at nine; an hour later it was told to stand by, nobody said until when. */
const tellToWait = async (vehicle: string): Promise<void> => {
  const [{ id }] = (await listVehicles(town.database)).filter(({ code }) => code === vehicle);
  const order = { kind: 'standby_order', routes: [], vehicleIds: [id], targetFinishAt: null } as const;
  const orders = [{ ...order, orderedAt: at('22:00:00') }];
  await town.database.transaction((tx) => insertDispatchOrders(tx, orders, STAMP.at));
  await town.make();
};
const waiting = async (): Promise<StoredFinding[]> => {
  const date = { fromDate: '2026-01-24', toDate: '2026-01-24' };
  const found = await listFindings(town.database, { stage: 'report', ...date });
  return found.filter(({ finding }) => finding.code === 'standby_without_end');
};
const correct = async (activity: 'standby' | 'break', from: string, to: string): Promise<void> => {
  const [startAt, endAt] = [at(from), at(to)];
  const span = { kind: 'span', dispatchNo: 1, startAt, endAt, activity, workType: null } as const;
  const { reportNo, history } = await town.report();
  const actor = { by: 'd1', role: 'driver', at: STAMP.at, seenSteps: history.length } as const;
  const asked = { reportNo, correction: span, reason: '記入' };
  const acting = { books: await readBooks(town.database, town.parts.network) };
  await town.database.transaction((tx) => correctStoredReport(tx, asked, actor, acting));
};

describe('standby of which nobody knows the end', () => {
  it('is found at the machine’s report of that date, and decided on there', async () => {
    await tellToWait('T-2');
    const [{ finding }] = await waiting();
    expect(finding.reportNos).toEqual([town.reportNo]);
    await decideFinding(town.parts, {
      ...{ findingId: finding.id, clientCode: 'city', decision: 'pay', withheldReportNos: [] },
      ...{ ...STAMP, reason: '待機なしと確認' },
    });
    await town.make();
    expect((await waiting()).map(({ decisions }) => decisions.length)).toEqual([1]);
  });

  it('stays through other corrections, until the report says how long it was', async () => {
    await tellToWait('T-2');
    await correct('break', '21:00:00', '21:10:00');
    const ids = (await waiting()).map(({ finding }) => finding.id);
    expect(ids).toHaveLength(1);
    await correct('standby', '22:00:00', '23:30:00');
    expect(await waiting()).toEqual([]);
    await town.make();
    expect(await waiting()).toEqual([]);
  });

  it('is known of a machine without a report too', async () => {
    await tellToWait('T-4');
    expect((await waiting()).map(({ finding }) => finding.reportNos)).toEqual([[]]);
  });
});
