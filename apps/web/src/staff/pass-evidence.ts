import type { SegmentEvidence, SegmentPass } from '#wire';
import { element } from '../dom/element.js';
import { clockSeconds } from '../text/format-time.js';
import { say } from '../text/words.js';

/** The pass whose evidence is open, and that evidence once it is read. */
export interface OpenEvidence {
  readonly key: string;
  evidence: SegmentEvidence | null;
}

/** Tells the passes of one segment apart. */
export const passKey = (pass: SegmentPass): string => `${pass.vehicleId}/${pass.enteredAt}`;

/** The button that opens and closes the evidence of a pass. */
export function whyButton(isOpen: boolean, toggle: () => void): HTMLButtonElement {
  const button = element(
    'button',
    { type: 'button', class: 'why', 'aria-expanded': String(isOpen) },
    say(['根拠', 'Why']),
  );
  button.addEventListener('click', toggle);
  return button;
}

/** The rules in words, then the fixes that they rest on. */
export function evidenceParts({ evidence }: OpenEvidence): HTMLElement {
  if (evidence === null) return element('p', { class: 'quiet' }, say(['読み込み中', 'Reading']));
  const { words, agrees } = evidence;
  return element(
    'div',
    { class: 'evidence' },
    !agrees &&
      element(
        'p',
        {},
        say([
          '遅れて届いた測位などを再計算中。保存済みの記録とは異なる。',
          'Late fixes are being matched: this differs from what is stored.',
        ]),
      ),
    element('ul', {}, ...words.map(({ ja, en }) => element('li', {}, say([ja, en])))),
    fixTable(evidence),
  );
}

const VERDICT_WORDS = {
  used: ['使用', 'used'],
  standing: ['停止', 'standing'],
  implausible_jump: ['飛び値・除外', 'jump, left out'],
  off_network: ['道路外', 'off the roads'],
} as const;

function fixTable({ pass, fixes }: SegmentEvidence): HTMLElement {
  const metres = (value: number | null): string => (value === null ? '–' : `${value.toFixed(0)} m`);
  const row = (fix: SegmentEvidence['fixes'][number]): HTMLElement =>
    element(
      'tr',
      {},
      element('td', {}, clockSeconds(Date.parse(fix.fixAt))),
      element('td', {}, say(VERDICT_WORDS[fix.verdict])),
      element('td', {}, metres(fix.distanceM)),
      pass.runnerUp !== null && element('td', {}, metres(fix.runnerUpM)),
    );
  const heads = [
    say(['測位', 'Fix']),
    say(['照合', 'Match']),
    say(['この道路', 'This road']),
    ...(pass.runnerUp === null ? [] : [say(['次点', 'Runner-up'])]),
  ];
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
    element('tbody', {}, ...fixes.map(row)),
  );
}
