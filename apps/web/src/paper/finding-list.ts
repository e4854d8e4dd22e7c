import type { FindingDecision, ReportFinding, ReportStep } from '#wire';
import { element } from '../dom/element.js';
import { postJson } from '../session/api.js';
import { language } from '../text/language.js';
import { FINDING_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';
import { askReason } from './ask-reason.js';
import type { Desk } from './view.js';

interface FindingListOptions {
  readonly desk: Desk;
  readonly reload: () => void;
  /** Reports whose payment can be withheld here; empty before an approval. */
  readonly payable?: readonly string[];
  /** The confirmation that said why fixes are missing. */
  readonly explained?: ReportStep;
}

type Decided = Pick<FindingDecision, 'decision' | 'withheldReportNos' | 'reason'>;

const decide = async (
  { id }: ReportFinding,
  decided: Decided,
  { desk, reload }: FindingListOptions,
): Promise<boolean> => {
  const isDone = await desk.run(() => postJson('/api/decisions', { findingId: id, ...decided }));
  if (isDone) reload();
  return isDone;
};

const quietButton = (words: readonly [string, string], onClick: () => void): HTMLElement => {
  const made = element('button', { type: 'button', class: 'button button-quiet' }, say(words));
  made.addEventListener('click', onClick);
  return made;
};

const accept = (finding: ReportFinding, options: FindingListOptions): HTMLElement =>
  quietButton(['問題なしと判断', 'Accept it'], () =>
    askReason(options.desk, ['問題なしと判断する理由', 'Why is it all right?'], (reason) =>
      decide(finding, { decision: 'pay', withheldReportNos: [], reason }, options),
    ),
  );

/** 支払保留: which of the finding's reports are not to be paid, and why. */
const withhold = (finding: ReportFinding, own: readonly string[], options: FindingListOptions): HTMLElement =>
  quietButton(['支払を保留', 'Withhold'], () => {
    const boxes = own.map((value) =>
      element('input', { type: 'checkbox', value, checked: own.length === 1 }),
    );
    const choice = element(
      'fieldset',
      { class: 'choices' },
      element('legend', {}, say(['支払わない日報', 'Reports not to be paid'])),
      ...boxes.map((box) => element('label', { class: 'check' }, box, box.value)),
    );
    askReason(
      options.desk,
      ['支払を保留する理由', 'Why is it withheld?'],
      (reason) => {
        const withheldReportNos = boxes.filter(({ checked }) => checked).map(({ value }) => value);
        return decide(finding, { decision: 'withhold', withheldReportNos, reason }, options);
      },
      [choice],
    );
  });

const decidedWords = ({ decision, withheldReportNos, reason, by }: FindingDecision): string => {
  const reports = withheldReportNos.join(say(['、', ', ']));
  return decision === 'pay'
    ? say([`判断：${reason}（${by}）`, `Decided: ${reason} (${by})`])
    : say([`支払保留 ${reports}：${reason}（${by}）`, `Withheld ${reports}: ${reason} (${by})`]);
};

const buttons = (finding: ReportFinding, options: FindingListOptions): HTMLElement[] => {
  const { decision } = finding;
  if (options.desk.session.role !== 'client' || decision?.decision === 'pay') return [];
  const own = finding.reportNos.filter((reportNo) => options.payable?.includes(reportNo));
  return [
    accept(finding, options),
    ...(decision === null && own.length > 0 ? [withhold(finding, own, options)] : []),
  ];
};

const explanation = ({ reason, by }: ReportStep): HTMLElement =>
  element(
    'p',
    { 'data-testid': 'explained' },
    say([`理由：${reason}（${by}）`, `Reason: ${reason} (${by})`]),
  );

const findingItem = (finding: ReportFinding, options: FindingListOptions): HTMLElement => {
  const { decision } = finding;
  return element(
    'li',
    { class: decision === null ? (finding.blocks ? 'blocks' : 'open') : 'decided' },
    element('strong', {}, say(FINDING_WORDS[finding.rule])),
    element('p', {}, language() === 'ja' ? finding.ja : finding.en),
    finding.rule === 'gps_gap' && options.explained && explanation(options.explained),
    decision && element('p', { class: 'quiet' }, decidedWords(decision)),
    ...buttons(finding, options),
  );
};

/** 指摘: what the rules found, with its evidence in words, and what a client decided on it. */
export const findingList = (findings: readonly ReportFinding[], options: FindingListOptions): HTMLElement =>
  element('ul', { class: 'findings' }, ...findings.map((finding) => findingItem(finding, options)));
