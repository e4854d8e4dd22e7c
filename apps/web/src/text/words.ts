import type { ClearanceReasonWord } from '#wire';
import { type Language, language } from './language.js';

type Phrase = readonly [ja: string, en: string];

/** What the states of a road are called (contracts: Segments, passes, clearance; ages added by the bands). */
export const FORM_WORDS = {
  in_progress: ['除雪中', 'Being plowed now'],
  cleared_1h: ['除雪済 1時間以内', 'Cleared within 1 hour'],
  cleared_3h: ['除雪済 1〜3時間', 'Cleared 1–3 hours ago'],
  cleared_24h: ['除雪済 3時間以上', 'Cleared over 3 hours ago'],
  snowed_again: ['除雪後に積雪', 'Snowed again since'],
  due: ['未除雪', 'Not cleared yet'],
  overdue: ['未除雪（遅れ）', 'Not cleared, overdue'],
  melting_pipe: ['消雪パイプ', 'Snow-melting pipe'],
  no_data: ['情報なし', 'No data'],
  not_target: ['除雪対象外', 'Not in the plan'],
} as const satisfies Record<string, Phrase>;

/** The plan's classes of a route (contracts: route classes). */
export const ROUTE_CLASS_WORDS: Record<string, Phrase> = {
  state_main: ['国 幹線', 'National main road'],
  pref_priority: ['県 重点', 'Prefecture, priority'],
  pref_1: ['県 第1種', 'Prefecture, 1st class'],
  pref_2: ['県 第2種', 'Prefecture, 2nd class'],
  pref_3: ['県 第3種', 'Prefecture, 3rd class'],
  city_1: ['市 第1次', 'City, 1st class'],
  city_2: ['市 第2次', 'City, 2nd class'],
  city_3: ['市 第3次', 'City, 3rd class'],
  none: ['計画外', 'Not in the plan'],
};

/** Who keeps a road. */
export const AUTHORITY_WORDS: Record<string, Phrase> = {
  state: ['国', 'National government'],
  prefecture: ['県', 'Prefecture'],
  city: ['市', 'City'],
  other: ['その他（私道など）', 'Other (private etc.)'],
};

/** What a pass of a machine did. */
export const WORK_KIND_WORDS: Record<string, Phrase> = {
  plowed: ['除雪', 'Plowed'],
  treated: ['散布', 'Treated'],
  passed: ['通過', 'Passed'],
  unknown: ['不明', 'Unknown'],
};

/** Kinds of dispatch orders (contracts: order kinds). */
export const ORDER_KIND_WORDS: Record<string, Phrase> = {
  city_order: ['発注指示', 'Order'],
  self_dispatch: ['自主出動', 'Self-dispatch'],
  support_order: ['応援指示', 'Support'],
  standby_order: ['待機', 'Standby'],
};

/** Why a segment has its clearance: the first rule that applied (wire: ClearanceReasonWord). */
export const REASON_WORDS: Record<ClearanceReasonWord, Phrase> = {
  melting_pipe: ['消雪パイプのある道路', 'The road melts its own snow'],
  outside_plan: ['除雪計画にない道路', 'Not in the plan'],
  tunnel: ['トンネル内に雪はない', 'No snow lies in a tunnel'],
  working_now: ['除雪車が作業中', 'A plow is at work here'],
  snow_after_plowing: ['除雪後の積雪が出動基準に達した', 'New snow since the plowing reached the threshold'],
  plowed: ['除雪済', 'Plowed'],
  plowed_long_ago: ['除雪から長く経った', 'Plowed long ago'],
  unit_silent: ['担当車両が通信なし', 'The unit sent here is silent'],
  order_late: ['指示の期限を過ぎた', 'Past the target of its order'],
  ordered: ['出動指示あり、まだ除雪していない', 'Ordered, not plowed yet'],
  threshold_reached: ['出動基準に達し、まだ除雪していない', 'Threshold reached, not plowed yet'],
  threshold_not_reached: ['出動基準に達していない', 'Threshold not reached'],
  never_plowed: ['最近の除雪の記録がない', 'No recent plowing on record'],
};

/** A unit on shift from which no fix has come for ten minutes. */
export const SILENT_WORDS: Phrase = ['通信なし', 'Silent'];

const COMPASS: readonly Phrase[] = [
  ['北', 'North'],
  ['北東', 'North-east'],
  ['東', 'East'],
  ['南東', 'South-east'],
  ['南', 'South'],
  ['南西', 'South-west'],
  ['西', 'West'],
  ['北西', 'North-west'],
];

/** `北東行き` / `North-eastbound` for a bearing in degrees. */
export const boundFor = (bearingDeg: number): string => {
  const [ja, en] = COMPASS[Math.round((((bearingDeg % 360) + 360) % 360) / 45) % 8];
  return say([`${ja}行き`, `${en}bound`]);
};

/** The phrase in the reader's language. */
export const say = (phrase: Phrase, wanted: Language = language()): string => phrase[wanted === 'ja' ? 0 : 1];

/** The phrase in the other language, for the smaller second line. */
export const sayOther = (phrase: Phrase): string => say(phrase, language() === 'ja' ? 'en' : 'ja');

/** Fills every `data-ja`/`data-en` text and `data-ja-label`/`data-en-label` name below the root. */
export function sayPage(root: ParentNode = document): void {
  const wanted = language();
  for (const node of root.querySelectorAll<HTMLElement>('[data-ja]')) {
    node.textContent = node.getAttribute(`data-${wanted}`);
  }
  for (const node of root.querySelectorAll<HTMLElement>('[data-ja-label]')) {
    const label = node.getAttribute(`data-${wanted}-label`) ?? '';
    if (node instanceof HTMLInputElement) node.placeholder = label;
    if (node instanceof HTMLButtonElement) node.title = label;
    node.setAttribute('aria-label', label);
  }
}
