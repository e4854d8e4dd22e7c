import { type RoadNetwork, roadOfSegment } from '../network/road-network.js';
import type { ExplainedPass } from './explain-pass.js';
import type { ExplainedWork } from './explain-work.js';
import type { Pass, WorkKind } from './pass.js';
import { PLOWED_SHARE } from './visits.js';

/** One sentence for a person, Japanese first. */
export interface ExplainedText {
  readonly ja: string;
  readonly en: string;
}

const KIND_WORDS: Readonly<Record<WorkKind, ExplainedText>> = {
  plowed: { ja: '除雪', en: 'plowed' },
  treated: { ja: '散布', en: 'treated' },
  passed: { ja: '通過', en: 'passed' },
  unknown: { ja: '不明', en: 'unknown' },
};

const percent = (share: number): string => {
  const rounded = Math.round(100 * share);
  return rounded === 0 ? '<1' : String(rounded);
};

const mean = (values: readonly (number | null)[]): string => {
  const known = values.filter((value) => value !== null);
  return (known.reduce((sum, value) => sum + value, 0) / Math.max(known.length, 1)).toFixed(0);
};

const nameOf = (network: RoadNetwork, segment: number): ExplainedText => {
  const { name, ref } = roadOfSegment(network, segment);
  const known = name || ref;
  return known === ''
    ? { ja: `区間 #${segment}`, en: `segment #${segment}` }
    : { ja: `「${known}」`, en: known };
};

type Facts = Omit<ExplainedPass, 'words'>;

/** The rules that made a pass, in words: which street, which work, and whether the segment counts as plowed by it. */
export const explainWords = (network: RoadNetwork, facts: Facts): ExplainedText[] => [
  streetWords(network, facts),
  ...ruledOutWords(network, facts),
  workWords(facts.pass, facts.work),
  coverWords(network, facts),
];

const streetWords = (network: RoadNetwork, { pass, fixes }: Facts): ExplainedText => {
  const used = fixes.filter(({ verdict }) => verdict === 'used');
  const road = nameOf(network, pass.segment);
  const metres = mean(used.map(({ distanceM }) => distanceM));
  const sure = percent(pass.confidencePermille / 1000);
  return {
    ja: `前後の測位 ${fixes.length} 件のうち ${used.length} 件を照合に使用。道路${road.ja}からの離れは平均 ${metres} m、確からしさ ${sure} %。`,
    en: `${used.length} of the ${fixes.length} fixes around it were used. They lie ${metres} m from ${road.en} on average; confidence ${sure} %.`,
  };
};

const ruledOutWords = (network: RoadNetwork, { pass, fixes }: Facts): ExplainedText[] => {
  if (pass.runnerUpSegment < 0) return [{ ja: '近くにほかの候補はない。', en: 'No other street was near.' }];
  const road = nameOf(network, pass.runnerUpSegment);
  const used = fixes.filter(({ verdict }) => verdict === 'used');
  const metres = mean(used.map(({ runnerUpM }) => runnerUpM));
  const share = percent(pass.runnerUpPermille / 1000);
  return [
    {
      ja: `次点は${road.ja}(離れ平均 ${metres} m、確率 ${share} %)で、除外した。`,
      en: `Ruled out: ${road.en} (${metres} m away on average, probability ${share} %).`,
    },
  ];
};

const SOURCE_WORDS: Readonly<Record<ExplainedWork['source'], ExplainedText>> = {
  input: { ja: 'ブレード・散布装置の信号', en: 'the blade and spreader inputs' },
  button: { ja: '運転者のボタン操作', en: "the driver's button" },
  device: { ja: '端末の作業記録', en: "the device's work state" },
  staff: { ja: '職員の入力', en: 'an entry of the staff' },
  order: {
    ja: '出動指示と、報告された走行速度(速い方の4分の1)からの推定(確からしさを下げる)',
    en: 'an open order and the reported speeds, their fastest quarter (inferred, with lower confidence)',
  },
  tunnel: { ja: 'トンネル内には雪がないため除雪としない', en: 'the tunnel, where no snow lies to be plowed' },
  neighbours: {
    ja: '短小区間のため前後の区間のうち悪い方',
    en: 'the worse neighbour, since the segment is a stub',
  },
  nothing: { ja: '信号も操作も指示もない', en: 'nothing: no input, no button, no order' },
};

const workWords = (pass: Pass, { source, speedMps }: ExplainedWork): ExplainedText => {
  const kind = KIND_WORDS[pass.workKind];
  const from = SOURCE_WORDS[source];
  const kmh = (speedMps * 3.6).toFixed(0);
  return {
    ja: `作業は「${kind.ja}」。根拠: ${from.ja}。平均 ${kmh} km/h。`,
    en: `The work is "${kind.en}", from ${from.en}; ${kmh} km/h on average.`,
  };
};

const coverWords = (network: RoadNetwork, { pass, visit }: Facts): ExplainedText => {
  const lengthM = network.lengthCm[pass.segment] / 100;
  if (visit === null) {
    const kind = KIND_WORDS[pass.workKind];
    return {
      ja: `「${kind.ja}」は除雪状況を変えない(除雪のみが変える)。`,
      en: `"${kind.en}" never changes clearance; only plowing does.`,
    };
  }
  const metres = (visit.coveredCm / 100).toFixed(0);
  const share = percent(visit.coveredCm / 100 / lengthM);
  const needed = percent(PLOWED_SHARE);
  return {
    ja: `同じ車両の 15 分以内の除雪 ${visit.passes} 回で ${lengthM.toFixed(0)} m のうち ${metres} m(${share} %)を走行。${needed} % ${visit.isEnough ? '以上なので除雪済とする' : '未満なので除雪済としない'}。`,
    en: `The vehicle's ${visit.passes} plowing passes within 15 minutes cover ${metres} of ${lengthM.toFixed(0)} m (${share} %): ${visit.isEnough ? 'at least' : 'less than'} ${needed} %, so the direction ${visit.isEnough ? 'counts' : 'does not count'} as plowed.`,
  };
};
