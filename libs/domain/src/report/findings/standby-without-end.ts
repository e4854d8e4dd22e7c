import { printLocalTime } from '../../calendar/local-date.js';
import type { OpenStandby } from '../dispatch-drafts.js';
import type { Finding } from '../finding.js';
import type { BillableReport } from '../report-span.js';

type StandbyReport = Pick<BillableReport, 'reportNo' | 'dispatches'>;

/** Has a person entered how long the machine waited after this order? */
export const saysStandby = ({ dispatches }: StandbyReport, orderedAt: number): boolean =>
  dispatches.some(({ spans }) =>
    spans.some(({ activity, endAt }) => activity === 'standby' && endAt > orderedAt),
  );

/**
 * A standby order that names no end and that no work followed: nobody can say how long the machine stood by, until one of
 * its reports of that date does.
 */
export const standbyWithoutEnd = (
  machineCode: string,
  open: readonly OpenStandby[],
  reports: readonly StandbyReport[],
): Finding[] =>
  open
    .filter(({ order }) => !reports.some((report) => saysStandby(report, order.orderedAt)))
    .map(({ order }) => ({
      code: 'standby_without_end',
      startAt: order.orderedAt,
      endAt: order.orderedAt,
      machineCodes: [machineCode],
      reportNos: reports.map(({ reportNo }) => reportNo).sort(),
      blocks: false,
      evidence: { orderId: order.id },
      ja: `${printLocalTime(order.orderedAt).slice(0, 16)} の待機指示に終わりがなく、その後の出動もありません。待機の終了時刻を入力してください。`,
      en: `The standby order of ${printLocalTime(order.orderedAt).slice(0, 16)} names no end and no work followed: enter when it ended.`,
    }));
