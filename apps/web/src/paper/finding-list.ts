import type { ReportFinding } from '#wire';
import { element } from '../dom/element.js';
import { postJson } from '../session/api.js';
import { language } from '../text/language.js';
import { FINDING_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';
import { askReason } from './ask-reason.js';
import type { Desk } from './view.js';

const findingItem = (finding: ReportFinding, desk: Desk, reload: () => void): HTMLElement => {
  const { decision } = finding;
  const decide = element(
    'button',
    { type: 'button', class: 'button button-quiet' },
    say(['問題なしと判断', 'Accept it']),
  );
  decide.addEventListener('click', () =>
    askReason(desk, ['問題なしと判断する理由', 'Why is it all right?'], async (reason) => {
      const isDone = await desk.run(() =>
        postJson('/api/decisions', { findingId: finding.id, decision: 'pay', reason }),
      );
      if (isDone) reload();
      return isDone;
    }),
  );
  return element(
    'li',
    { class: decision === null ? (finding.blocks ? 'blocks' : 'open') : 'decided' },
    element('strong', {}, say(FINDING_WORDS[finding.rule] ?? [finding.rule, finding.rule])),
    element('p', {}, language() === 'ja' ? finding.ja : finding.en),
    decision &&
      element(
        'p',
        { class: 'quiet' },
        say([`判断：${decision.reason}（${decision.by}）`, `Decided: ${decision.reason} (${decision.by})`]),
      ),
    decision === null && desk.session.role === 'client' && decide,
  );
};

/** 指摘: what the rules found, with its evidence in words, and what a client decided on it. */
export const findingList = (
  findings: readonly ReportFinding[],
  desk: Desk,
  reload: () => void,
): HTMLElement =>
  element('ul', { class: 'findings' }, ...findings.map((finding) => findingItem(finding, desk, reload)));
