import { type DailyReport, type Fault, FINAL_AROUND_MS, TRACK_GAP_MS } from '#domain';
import { listOpenRecords, type Queryable } from '#store';
import type { PaperBooks } from './paper-books.js';
import { faultOf, PaperRefusal } from './paper-fault.js';
import { comparisonsOf, isCompared } from './record-comparing.js';

const MINUTE_MS = 60_000;

/** In how many minutes a track whose newest fix is this is closed, if no other comes: no less than one. */
const minutesLeft = (lastAt: number, at: number): number =>
  Math.max(1, Math.ceil((Math.min(lastAt, at) + TRACK_GAP_MS - at) / MINUTE_MS));

const recordOpen = (machineCodes: readonly string[], minutes: number): Fault => {
  const codes = [...new Set(machineCodes)];
  return faultOf(
    'record_open',
    `機械「${codes.join('」「')}」の測位の処理がまだ終わっていません(走行中か、測位が届いた直後)。${minutes} 分後にやり直してください。`,
    `The fixes of machine ${codes.map((code) => `"${code}"`).join(', ')} are not all processed yet (it is driving, or they have just come): try again in ${minutes} min.`,
  );
};

/** Refuses what is approved or paid by passes that are not final. @throws PaperRefusal */
export const checkFinal = async (
  queryable: Queryable,
  reportNos: readonly string[],
  at: number,
): Promise<void> => {
  const open = await listOpenRecords(queryable, reportNos, FINAL_AROUND_MS);
  if (open.length === 0) return;
  const minutes = open.map(({ lastAt }) => minutesLeft(lastAt, at));
  const machineCodes = open.map(({ machineCode }) => machineCode);
  throw new PaperRefusal([recordOpen(machineCodes, Math.max(...minutes))]);
};

/** Refuses what is paid while something came that the reports have not been compared with. @throws PaperRefusal */
export const checkCompared = async (
  queryable: Queryable,
  reports: readonly Pick<DailyReport, 'reportNo' | 'machineCode' | 'businessDate'>[],
  books: PaperBooks,
): Promise<void> => {
  const last = await comparisonsOf(queryable, reports, books);
  const late = reports.filter(({ reportNo }) => {
    const comparison = last.get(reportNo);
    return comparison !== undefined && comparison.now !== null && !isCompared(comparison);
  });
  if (late.length === 0) return;
  throw new PaperRefusal([
    recordOpen(
      late.map(({ machineCode }) => machineCode),
      1,
    ),
  ]);
};
