import { readBooks } from '#paperwork';
import {
  findContract,
  insertDispatchOrders,
  listContracts,
  listReportHeads,
  listRoutes,
  listVehicles,
  noteComparison,
  saveContract,
} from '#store';
import { comparisonsOf, isCompared } from '../../libs/paperwork/src/record-comparing.js';
import { ORDER, STAMP, TownMonth } from '../support/town-month.js';

let town: TownMonth;
beforeEach(async () => {
  town = await TownMonth.start();
  await town.approveAll();
});
afterEach(() => town.stop());

/** Has the report's work been compared with the record as it is now? */
const isKnown = async (): Promise<boolean> => {
  const heads = await listReportHeads(town.database, { reportNos: [town.reportNo] });
  const books = await readBooks(town.database, town.parts.network);
  return isCompared((await comparisonsOf(town.database, heads, books)).get(town.reportNo)!);
};

describe('the record of an approved report', () => {
  it('is not read again while nothing of it changes, paid or not', async () => {
    expect(await isKnown()).toBe(true);
    await town.saveIssuer();
    await town.settleAndRelease();
    expect(await isKnown()).toBe(true);
    await noteComparison(town.database, town.reportNo, { changedWork: 'another', comparedWith: null });
    expect(await isKnown()).toBe(false);
    await town.make();
    expect(await isKnown()).toBe(true);
  });

  it('is read again after a late fix, once', async () => {
    await town.lateFixes();
    expect(await isKnown()).toBe(false);
    await town.make();
    expect(await isKnown()).toBe(true);
  });

  it('is read again after an order for its machine, and not after one that came days later', async () => {
    const [vehicle] = (await listVehicles(town.database)).filter(({ code }) => code === 'T-2');
    const { startedAt } = (await listReportHeads(town.database, { reportNos: [town.reportNo] }))[0];
    const orderAt = (orderedAt: number) =>
      insertDispatchOrders(
        town.database,
        [{ kind: 'city_order', routes: [], vehicleIds: [vehicle.id], orderedAt, targetFinishAt: null }],
        STAMP.at,
      );
    await orderAt(startedAt! + 4 * 86_400_000);
    expect(await isKnown()).toBe(true);
    await orderAt(startedAt! - 3_600_000);
    expect(await isKnown()).toBe(false);
  });

  it('is read again after an amendment of its contract, and after one of the plan', async () => {
    const contract = (await findContract(town.database, ORDER.contractId))!;
    await saveContract(town.database, { ...contract, supervisor: '別の監督員' }, STAMP);
    expect(await isKnown()).toBe(false);
    await town.make();
    expect(await isKnown()).toBe(true);
    expect((await listContracts(town.database, { machineCodes: ['T-2'] })).map(({ id }) => id)).toEqual([
      ORDER.contractId,
    ]);
    const [{ code }] = await listRoutes(town.database);
    await town.database.query(`UPDATE route SET name = name || ' 改' WHERE code = $1`, [code]);
    expect(await isKnown()).toBe(false);
  });
});
