import type { ReportDetail } from '#wire';
import { element } from '../dom/element.js';
import { timeOf } from '../text/format-paper.js';
import { say } from '../text/words.js';

/** The instant until which the night may go on, where it lies ahead. */
const untilOf = ({ underWayUntil }: ReportDetail, nowAt: number): string | null =>
  underWayUntil !== null && Date.parse(underWayUntil) > nowAt ? underWayUntil : null;

/** 作業中: the report is not finished; null where the dispatch has ended. */
export const underWayNote = (detail: ReportDetail, nowAt: number): HTMLElement | null => {
  const until = untilOf(detail, nowAt);
  if (until === null) return null;
  const time = timeOf(until);
  return element(
    'p',
    { class: 'notice under-way', role: 'status', 'data-testid': 'under-way' },
    element('strong', {}, say(['作業中', 'At work'])),
    ` ${say([
      `日報はまだ途中です。${time} までに動きがあれば、続きとして加わります。`,
      `The report is not finished: whatever moves until ${time} is added to it.`,
    ])}`,
  );
};

/** Asks whoever confirms a report whose night goes on whether he means it. */
export const meansIt = (detail: ReportDetail, nowAt: number): boolean => {
  const until = untilOf(detail, nowAt);
  if (until === null) return true;
  const time = timeOf(until);
  return confirm(
    say([
      `まだ作業中です（${time} までに動きがあれば続きになります）。確定すると、その後の作業は差戻しを受けるまで日報に入りません。確定しますか。`,
      `Work goes on (until ${time} unless the machine moves). Once confirmed, later work is left out until the report is returned. Confirm?`,
    ]),
  );
};
