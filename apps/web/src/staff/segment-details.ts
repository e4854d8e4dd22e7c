import {
  codeOfClearance,
  type NetworkState,
  type SegmentDetail,
  type SegmentPass,
  type SegmentSide,
} from '#wire';
import { element } from '../dom/element.js';
import { factList } from '../dom/facts.js';
import { directionList, directionName, type SaidDirection } from '../map/direction-list.js';
import { formSwatch } from '../map/form-swatch.js';
import type { Theme } from '../map/palette.js';
import { formOf } from '../state/segment-form.js';
import { clockTimeOnDay } from '../text/format-time.js';
import { language } from '../text/language.js';
import { MINUTE_MS, segmentShown, stateWords } from '../text/state-words.js';
import { AUTHORITY_WORDS, REASON_WORDS, ROUTE_CLASS_WORDS, say, WORK_KIND_WORDS } from '../text/words.js';
import { evidenceParts, type OpenEvidence, passKey, whyButton } from './pass-evidence.js';

export interface SegmentContext {
  state: NetworkState | null;
  nowAt: number;
  theme: Theme;
  /** Bearing of the direction as drawn, degrees; null when unknown. */
  bearingDeg: number | null;
  /** The pass whose evidence is open. */
  open: OpenEvidence | null;
  /** Opens or closes the evidence of a pass. */
  toggleWhy(pass: SegmentPass): void;
}

/** A segment: its state and why, whose it is, and every pass with its confidence and the street that nearly got it. */
export function segmentDetails(detail: SegmentDetail, context: SegmentContext): HTMLElement[] {
  return [
    element(
      'h2',
      {},
      detail.name || detail.ref || say(['名称のない道路', 'Unnamed road']),
      element('small', {}, `#${detail.segment}`),
    ),
    ...stateLine(detail.segment, context),
    ...directions(detail, context),
    roadFacts(detail, context.nowAt),
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

function stateLine(segment: number, { state, nowAt, theme }: SegmentContext): HTMLElement[] {
  if (!state) return [];
  const { form, words } = segmentShown(segment, state, nowAt);
  return [element('p', { class: 'answer-line' }, formSwatch(form, theme), element('strong', {}, words))];
}

/** Each direction with the rule that gave its state. */
function directions(
  detail: SegmentDetail,
  { state, nowAt, bearingDeg, theme }: SegmentContext,
): HTMLElement[] {
  if (!state) return [];
  const [drawn, against] = detail.directions;
  const { oneWay } = detail;
  return [
    directionList([saySide(drawn, state, nowAt), saySide(against, state, nowAt)], {
      bearingDeg,
      oneWay,
      theme,
    }),
  ];
}

function saySide(side: SegmentSide, state: NetworkState, nowAt: number): SaidDirection {
  const at = (text: string): string => clockTimeOnDay(Date.parse(text), nowAt, language());
  const plowedAtMin = side.plowedAt === null ? 0 : Math.floor(Date.parse(side.plowedAt) / MINUTE_MS);
  const form = formOf(codeOfClearance(side.clearance), plowedAtMin, nowAt, state);
  const snowCm = side.newSnowSincePlowedCm.toFixed(1);
  const facts = [
    side.reason !== 'plowed' && say(REASON_WORDS[side.reason]),
    side.plowedAt !== null && say([`前回の除雪 ${at(side.plowedAt)}`, `last plowed ${at(side.plowedAt)}`]),
    side.plowedAt !== null && say([`その後の積雪 ${snowCm} cm`, `${snowCm} cm of snow since`]),
    side.treatedAt !== null && say([`散布 ${at(side.treatedAt)}`, `treated ${at(side.treatedAt)}`]),
  ];
  return { form, words: stateWords(form, plowedAtMin, nowAt), facts: facts.filter(Boolean).join(' · ') };
}

function roadFacts(detail: SegmentDetail, nowAt: number): HTMLElement {
  const { route, workZone, order, stormStartedAt, thresholdCm } = detail;
  const at = (text: string): string => clockTimeOnDay(Date.parse(text), nowAt, language());
  const lanes = detail.oneWay
    ? say([`${detail.lanes} 車線・一方通行`, `${detail.lanes}, one-way`])
    : say([`${detail.lanes} 車線`, String(detail.lanes)]);
  return factList(
    [say(['路線区分', 'Plan class']), say(ROUTE_CLASS_WORDS[detail.routeClass] ?? ROUTE_CLASS_WORDS.none)],
    [say(['管理者', 'Kept by']), say(AUTHORITY_WORDS[detail.authority] ?? AUTHORITY_WORDS.other)],
    route !== null && [say(['路線', 'Route']), `${route.name}（${route.code}）`],
    workZone !== null && [say(['工区', 'Work zone']), workZone],
    [say(['延長・車線', 'Length, lanes']), `${Math.round(detail.lengthM)} m · ${lanes}`],
    stormStartedAt !== null && [
      say(['新積雪 / 出動基準', 'New snow / threshold']),
      `${detail.newSnowCm.toFixed(1)} / ${thresholdCm} cm`,
    ],
    order !== null && [
      say(['出動指示', 'Order']),
      order.targetFinishAt === null
        ? at(order.orderedAt)
        : say([
            `${at(order.orderedAt)}（期限 ${at(order.targetFinishAt)}）`,
            `${at(order.orderedAt)}, until ${at(order.targetFinishAt)}`,
          ]),
    ],
  );
}

function passRow(pass: SegmentPass, { bearingDeg, nowAt, open, toggleWhy }: SegmentContext): HTMLElement {
  const percent = Math.round(pass.confidence * 100);
  const facts = [
    pass.vehicleCode,
    directionName(pass.direction, bearingDeg),
    `${Math.round(pass.coveredM)} m`,
  ];
  const isOpen = open?.key === passKey(pass);
  return element(
    'li',
    { class: 'pass', 'data-kind': pass.workKind },
    element('b', {}, clockTimeOnDay(Date.parse(pass.enteredAt), nowAt, language())),
    element('span', { class: 'pass-kind' }, say(WORK_KIND_WORDS[pass.workKind])),
    element('span', {}, facts.join(' · ')),
    element('meter', { min: 0, max: 100, value: percent, 'aria-label': say(['確からしさ', 'confidence']) }),
    element('small', {}, say([`確からしさ ${percent}%`, `confidence ${percent}%`]), runnerUpWords(pass)),
    whyButton(isOpen, () => toggleWhy(pass)),
    isOpen && evidenceParts(open),
  );
}

function runnerUpWords({ runnerUp }: SegmentPass): string {
  if (!runnerUp) return '';
  const percent = Math.round(runnerUp.probability * 100);
  const name = runnerUp.name || `#${runnerUp.segment}`;
  return say([` · 次点 ${name} ${percent}%`, ` · runner-up ${name} ${percent}%`]);
}
