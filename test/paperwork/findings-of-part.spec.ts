import { decideFinding, makeReportsOf } from '#paperwork';
import { insertDispatchOrders, listFindings, listVehicles, type StoredFinding } from '#store';
import { storeNight } from '../support/paper-world.js';
import { STAMP, TownMonth } from '../support/town-month.js';

const DATE = '2026-01-24';
const NEXT = '2026-01-25';
const FROM_AT = Date.parse('2026-01-24T20:00:00+09:00');
const range = { fromDate: DATE, toDate: DATE };

let town: TownMonth;
beforeEach(async () => {
  town = await TownMonth.start();
});
afterEach(() => town.stop());

const found = (): Promise<StoredFinding[]> =>
  listFindings(town.database, { stage: 'report', fromDate: DATE, toDate: NEXT });
const codesOf = (findings: readonly StoredFinding[]): string[] => findings.map(({ finding }) => finding.code);

/** T-3 waited from the afternoon on, nobody said until when, and its device rode in T-2's cab from nine to ten. */
const strangeNight = async (): Promise<void> => {
  const vehicles = await listVehicles(town.database);
  const waits = {
    kind: 'standby_order' as const,
    routes: [],
    vehicleIds: [vehicles.find(({ code }) => code === 'T-4')!.id],
    orderedAt: FROM_AT - 6 * 3_600_000,
    targetFinishAt: null,
  };
  await town.database.transaction((tx) => insertDispatchOrders(tx, [waits], STAMP.at));
  const night = { roads: ['row 2'], fromAt: FROM_AT + 2 * 3_600_000, toAt: FROM_AT + 3 * 3_600_000 };
  for (const vehicle of ['T-2', 'T-3'])
    await storeNight(town.database, town.parts.network, { ...night, vehicle });
  await town.make();
};

describe('making the reports of one machine', () => {
  it('leaves what is found of the others, and what was decided', async () => {
    await strangeNight();
    const before = await found();
    expect(codesOf(before)).toEqual(expect.arrayContaining(['standby_without_end', 'twin_devices']));
    const ofReports = before.filter(({ finding }) => finding.reportNos.length > 0);
    for (const { finding } of ofReports)
      await decideFinding(town.parts, {
        ...{ findingId: finding.id, clientCode: null, decision: 'pay', withheldReportNos: [] },
        ...{ ...STAMP, reason: '確かめた' },
      });
    const decided = await found();
    for (const machineCodes of [['T-2'], ['T-3'], []])
      await makeReportsOf(town.parts, { range, machineCodes, at: STAMP.at });
    expect(await found()).toEqual(decided);
    expect(decided.filter(({ decisions }) => decisions.length === 1)).toHaveLength(ofReports.length);
  });

  it('looks at the date after too, whose reports are compared with these', async () => {
    const late = { vehicle: 'T-2', roads: ['row 1'], fromAt: FROM_AT, toAt: FROM_AT + 3_600_000 };
    await town.make({ fromDate: DATE, toDate: NEXT });
    await town.database.query(
      `INSERT INTO finding (id, stage, business_date, report_nos, document, found_at)
       VALUES ('stale', 'report', $1, '{}', '{"id": "stale", "code": "overlapping_plates", "machineCodes": [], "reportNos": []}', now())`,
      [NEXT],
    );
    await storeNight(town.database, town.parts.network, { ...late, toAt: late.toAt + 60_000 });
    await makeReportsOf(town.parts, { range, machineCodes: ['T-2'], at: STAMP.at });
    expect(codesOf(await found())).not.toContain('overlapping_plates');
  });
});
