import type { Current } from '#wire';
import { byId, element } from '../dom/element.js';
import { say } from '../text/words.js';

/** What every reader must know about the map (GPS, kinds of movement, new snow, whose roads, safety, no forecasts). */
const NOTES: readonly (readonly [ja: string, en: string])[] = [
  [
    'GPSの誤差や故障により、実際と異なる場合があります。',
    'GPS errors or faults may make the map differ from the road.',
  ],
  ['除雪以外の移動（回送など）を含む場合があります。', 'Movements other than snow clearing may be included.'],
  [
    '「除雪済」は乾いた路面を意味しません。その後の降雪もあります。',
    '“Cleared” does not mean a dry road; new snow may have followed.',
  ],
  [
    '除雪計画にある道路だけを表示します。それ以外は「除雪対象外」です。',
    'Only roads of the clearing plan have a state; others are “not in the plan”.',
  ],
  [
    '作業中の除雪車には近づかないでください（30m以上離れる）。',
    'Do not approach machines at work: keep 30 m away.',
  ],
  [
    '到着時刻などの個別のお問い合わせにはお答えできません。',
    'Arrival times of machines cannot be answered individually.',
  ],
];

/** The notes at the foot of the sheet, and where the network comes from. */
export function renderNotes(current: Current): void {
  byId('notes').replaceChildren(
    element('h2', {}, say(['ご利用にあたって', 'Please note'])),
    element('ol', {}, ...NOTES.map((note) => element('li', {}, say(note)))),
    element(
      'p',
      {},
      current.source !== '' && say([`道路データ: ${current.source}`, `Road data: ${current.source}`]),
    ),
    element('p', {}, element('a', { href: '/staff' }, say(['職員用ページ', 'Staff page']))),
  );
}
