import { element } from '../dom/element.js';
import { say } from './words.js';

const COMMANDS: readonly (readonly [command: string, ja: string, en: string])[] = [
  ['npm run demo', 'デモの街と吹雪の一夜を見る', 'See a demo city through a night of snow'],
  [
    'npm run roads -- import 道路.osm.pbf --out roads.network',
    '道路データ（OpenStreetMap・GeoJSON）を取り込む',
    'Import your roads (OpenStreetMap or GeoJSON)',
  ],
  [
    'npm run load -- フォルダー --roads roads.network',
    '道路網を置き、車両・端末・路線・計画を CSV から登録する（例: fixtures/load-example）',
    'Put them in place and load vehicles, devices, routes and the plan from CSV (example: fixtures/load-example)',
  ],
];

/** What a service without roads shows: friendly, and with the commands that change that. */
export const firstSteps = (): HTMLElement =>
  element(
    'section',
    { class: 'welcome', 'data-testid': 'empty' },
    element('img', { src: '/yukimichi.svg', alt: '', width: 72, height: 72 }),
    element('h2', {}, say(['雪みち は動いています', 'Yukimichi is running'])),
    element(
      'p',
      {},
      say([
        'まだ道路が登録されていません。次のコマンドで始められます。',
        'No roads are loaded yet. These commands get you started.',
      ]),
    ),
    element('dl', {}, ...COMMANDS.flatMap(([command, ja, en]) => commandRow(command, ja, en))),
    element(
      'p',
      { class: 'quiet' },
      say([
        '登録が終わると、このページは自動で地図に切り替わります。',
        'This page turns into the map by itself once roads are loaded.',
      ]),
    ),
  );

const commandRow = (command: string, ja: string, en: string): HTMLElement[] => [
  element('dt', {}, say([ja, en])),
  element('dd', {}, element('code', {}, command)),
];
