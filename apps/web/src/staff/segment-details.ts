import type { NetworkState, SegmentDetail, SegmentPass } from '#wire';
import { element } from '../dom/element.js';
import { formSwatch } from '../map/form-swatch.js';
import type { Theme } from '../map/palette.js';
import { clockTimeOnDay } from '../text/format-time.js';
import { language } from '../text/language.js';
import { segmentShown } from '../text/state-words.js';
import { AUTHORITY_WORDS, boundFor, ROUTE_CLASS_WORDS, say, WORK_KIND_WORDS } from '../text/words.js';

export interface SegmentContext {
  state: NetworkState | null;
  nowAt: number;
  theme: Theme;
  /** Bearing of the direction as drawn, degrees; null when unknown. */
  bearingDeg: number | null;
}

/** A segment: its state, whose it is, and every pass with its confidence and the street that nearly got it. */
export function segmentDetails(detail: SegmentDetail, context: SegmentContext): HTMLElement[] {
  return [
    element(
      'h2',
      {},
      detail.name || say(['名称のない道路', 'Unnamed road']),
      element('small', {}, `#${detail.segment}`),
    ),
    ...stateLine(detail.segment, context),
    element(
      'dl',
      { class: 'facts' },
      ...fact(
        say(['路線区分', 'Plan class']),
        say(ROUTE_CLASS_WORDS[detail.routeClass] ?? ROUTE_CLASS_WORDS.none),
      ),
      ...fact(say(['管理者', 'Kept by']), say(AUTHORITY_WORDS[detail.authority] ?? AUTHORITY_WORDS.other)),
      ...fact(say(['延長', 'Length']), `${Math.round(detail.lengthM)} m`),
    ),
    element('h3', {}, say([`通過記録 ${detail.passes.length} 件`, `${detail.passes.length} passes`])),
    detail.passes.length > 0
      ? element('ol', { class: 'passes' }, ...detail.passes.map((pass) => passRow(pass, context)))
      : element(
          'p',
          { class: 'quiet' },
          say(['まだ通過した車両はありません。', 'No vehicle has passed yet.']),
        ),
  ];
}

const fact = (name: string, value: string): HTMLElement[] => [
  element('dt', {}, name),
  element('dd', {}, value),
];

function stateLine(segment: number, { state, nowAt, theme }: SegmentContext): HTMLElement[] {
  if (!state) return [];
  const { form, words } = segmentShown(segment, state, nowAt);
  return [element('p', { class: 'answer-line' }, formSwatch(form, theme), element('strong', {}, words))];
}

function passRow(pass: SegmentPass, { bearingDeg, nowAt }: SegmentContext): HTMLElement {
  const direction =
    bearingDeg === null
      ? say(pass.direction === 0 ? ['順方向', 'as drawn'] : ['逆方向', 'against'])
      : boundFor(bearingDeg + 180 * pass.direction);
  const percent = Math.round(pass.confidence * 100);
  return element(
    'li',
    { class: 'pass', 'data-kind': pass.workKind },
    element('b', {}, clockTimeOnDay(Date.parse(pass.enteredAt), nowAt, language())),
    element('span', { class: 'pass-kind' }, say(WORK_KIND_WORDS[pass.workKind])),
    element('span', {}, `${pass.vehicleCode} · ${direction} · ${Math.round(pass.coveredM)} m`),
    element('meter', { min: 0, max: 100, value: percent, 'aria-label': say(['確からしさ', 'confidence']) }),
    element('small', {}, say([`確からしさ ${percent}%`, `confidence ${percent}%`]), runnerUpWords(pass)),
  );
}

function runnerUpWords({ runnerUp }: SegmentPass): string {
  if (!runnerUp) return '';
  const percent = Math.round(runnerUp.probability * 100);
  const name = runnerUp.name || `#${runnerUp.segment}`;
  return say([` · 次点 ${name} ${percent}%`, ` · runner-up ${name} ${percent}%`]);
}
