import { localDateOf } from '../calendar/local-date.js';
import type { BillableReport, ReportSpan } from './report-span.js';

/** Reports for specs, made from times on the clock. */

/** `2027-01-31 21:50:00` in Japan as epoch ms. */
export const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}+09:00`);

/** A span of plowing on a road of `ownerCode`, between two local times. */
export const workSpan = (
  from: string,
  to: string,
  ownerCode: string,
  changes: Partial<ReportSpan> = {},
): ReportSpan => ({
  startAt: at(from),
  endAt: at(to),
  activity: 'work',
  workType: 'fresh_snow',
  ownerCode,
  routeCode: `R-${ownerCode}`,
  workZoneCode: null,
  passFrom: 0,
  passTo: 0,
  coveredCm: 0,
  ...changes,
});

/** An approved report with one dispatch for each list of spans; its date is that of the first span's start. */
export const reportOf = (
  dispatches: readonly (readonly ReportSpan[])[],
  changes: Partial<BillableReport> = {},
): BillableReport => {
  const businessDate = localDateOf(dispatches[0][0].startAt);
  return {
    reportNo: `${businessDate}-J01`,
    revision: 1,
    state: 'approved',
    machineCode: 'J01',
    businessDate,
    contractId: 'K-1',
    dispatches: dispatches.map((spans, i) => ({ dispatchNo: i + 1, spans })),
    ...changes,
  };
};
