import { byId, element } from '../dom/element.js';
import { clockTime, kilometres } from '../text/format-time.js';
import { say } from '../text/words.js';

/** Kilometres cleared at an instant of the storm. */
export interface ClearedAt {
  at: number;
  km: number;
}

export interface NightFigures {
  newSnowCm: number | null;
  atWork: number;
  silent: number;
  clearedKm: number;
  targetKm: number;
}

const WIDTH = 600;
const HEIGHT = 56;
const MOST_POINTS = 720;

/** Adds a point to what the page has seen, at most one a storm minute, forgetting the oldest. */
export function rememberCleared(seen: ClearedAt[], next: ClearedAt): ClearedAt[] {
  const last = seen.at(-1);
  if (last && next.at - last.at < 60_000) return [...seen.slice(0, -1), { at: last.at, km: next.km }];
  return [...seen, next].slice(-MOST_POINTS);
}

/** The curve's points in a box of this size, the newest at the right edge; empty below two points. */
export function curvePoints(seen: readonly ClearedAt[], width: number, height: number): [number, number][] {
  if (seen.length < 2) return [];
  const startAt = seen[0].at;
  const span = seen[seen.length - 1].at - startAt || 1;
  const lowest = Math.min(...seen.map(({ km }) => km));
  const range = Math.max(...seen.map(({ km }) => km)) - lowest || 1;
  return seen.map(({ at, km }) => [
    ((at - startAt) / span) * width,
    height - 4 - ((km - lowest) / range) * (height - 8),
  ]);
}

/** The strip along the bottom: the night in five figures, and the kilometres cleared since the page was opened. */
export function renderNight(figures: NightFigures, seen: readonly ClearedAt[]): void {
  const { newSnowCm, atWork, silent, clearedKm, targetKm } = figures;
  const percent = targetKm > 0 ? ` ${Math.round((100 * clearedKm) / targetKm)}%` : '';
  byId('night-figures').replaceChildren(
    figure(newSnowCm === null ? '–' : String(Math.round(newSnowCm)), 'cm', say(['新積雪', 'new snow'])),
    figure(String(atWork), say(['台', '']), say(['作業中', 'at work'])),
    figure(String(silent), say(['台', '']), say(['通信なし', 'silent']), silent > 0),
    figure(kilometres(clearedKm), `km${percent}`, say(['除雪済', 'cleared'])),
  );
  drawCurve(seen);
}

const figure = (value: string, unit: string, label: string, alarm = false): HTMLElement =>
  element(
    'div',
    { 'data-alarm': alarm },
    element('dt', {}, label),
    element('dd', {}, value, element('small', {}, unit)),
  );

function drawCurve(seen: readonly ClearedAt[]): void {
  const chart = byId('night-chart');
  const points = curvePoints(seen, WIDTH, HEIGHT);
  chart.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  const line = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  chart.replaceChildren(
    shape('polygon', `0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}`, 'night-area'),
    shape('polyline', line, 'night-line'),
  );
  const caption = curveWords(seen);
  byId('night-caption').textContent = caption;
  chart.setAttribute('aria-label', caption);
}

function shape(tag: 'polygon' | 'polyline', points: string, name: string): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  made.setAttribute('points', points);
  made.setAttribute('class', name);
  return made;
}

function curveWords(seen: readonly ClearedAt[]): string {
  const first = seen[0];
  const last = seen.at(-1);
  if (!first || !last || first === last) return say(['除雪済の推移を記録中', 'Recording kilometres cleared']);
  const gained = `${last.km >= first.km ? '+' : '−'}${kilometres(Math.abs(last.km - first.km))}`;
  return say([
    `除雪済 km の推移 ${clockTime(first.at)}–${clockTime(last.at)}（${gained} km）`,
    `km cleared ${clockTime(first.at)}–${clockTime(last.at)} (${gained} km)`,
  ]);
}
