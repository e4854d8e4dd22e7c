import type { ReportInput } from '#domain';
import { type PaperParts, readBooks } from '#paperwork';
import { insertDispatchOrders, insertFixes, insertPasses, listReportHeads } from '#store';
import { noteLateWork } from '../../libs/paperwork/src/late-work.js';
import { simpleFix } from '../support/simple-fix.js';
import { datesOf } from './settle-month.js';
import { type NightSource, nightOf } from './settle-night.js';

/** Machines of which everything came late. */
const MACHINES = 2;
const FIX_EVERY_MS = 5_000;
const FIXES_AT_ONCE = 2_000;
/** A plow's pace, in micro-degrees of longitude a second. */
const PACE_E6 = 45;
/** It turns after a stretch of so many seconds. */
const TURN_S = 900;

export interface LateSample {
  readonly machines: number;
  readonly fixes: number;
  /** A month of a machine, for the reports of both clients. */
  readonly secondsEach: number;
}

/** A night's fixes, up and down the machine's own parallel. */
const fixesOf = ({ vehicleId, passes }: ReportInput) => {
  const startAt = passes[0].enteredAt;
  const endAt = passes[passes.length - 1].leftAt;
  return Array.from({ length: Math.floor((endAt - startAt) / FIX_EVERY_MS) + 1 }, (_, i) => {
    const fixAt = startAt + i * FIX_EVERY_MS;
    const driven = ((fixAt - startAt) / 1000) % (2 * TURN_S);
    const lngE6 = 136_600_000 + Math.round(Math.min(driven, 2 * TURN_S - driven) * PACE_E6);
    return simpleFix(fixAt, { deviceId: vehicleId, vehicleId, lngE6, latE6: 36_500_000 + vehicleId * 400 });
  });
};

const storeNight = async ({ database }: PaperParts, night: ReportInput): Promise<number> => {
  const fixes = fixesOf(night);
  for (let from = 0; from < fixes.length; from += FIXES_AT_ONCE)
    await insertFixes(
      database,
      fixes.slice(from, from + FIXES_AT_ONCE).map((fix, position) => ({ fix, position })),
    );
  await insertPasses(database, night.passes);
  await insertDispatchOrders(database, night.orders, night.passes[0].enteredAt);
  return fixes.length;
};

/** Stores what the reports of some machines were made from, as if it all came now, and has the reports compared with it. */
export const measureLate = async (
  parts: PaperParts,
  source: NightSource,
  days: number,
): Promise<LateSample> => {
  const machines = source.world.machines.slice(0, MACHINES);
  let fixes = 0;
  for (const machine of machines)
    for (const date of datesOf(days)) fixes += await storeNight(parts, nightOf(source, machine, date));
  const machineCodes = machines.map(({ machineCode }) => machineCode);
  const books = await readBooks(parts.database, parts.network);
  const startedAt = performance.now();
  await noteLateWork(parts, await listReportHeads(parts.database, { machineCodes }), books);
  const secondsEach = (performance.now() - startedAt) / 1000 / machines.length;
  const heads = await listReportHeads(parts.database, { machineCodes });
  const changed = heads.filter(({ changedWork }) => changedWork !== null);
  if (changed.length > 0) throw new Error(`The record says otherwise than report ${changed[0].reportNo}`);
  return { machines: machines.length, fixes, secondsEach };
};
