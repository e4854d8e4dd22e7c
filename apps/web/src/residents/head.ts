import { byId, element } from '../dom/element.js';
import type { Published } from '../state/published.js';
import { readerNow } from '../state/reader-clock.js';
import { ageWords, clockTimeOnDay, kilometres, zonedTime } from '../text/format-time.js';
import { language } from '../text/language.js';
import { say } from '../text/words.js';

/** The banner appears when the newest data are older than this, in the reader's own time. */
export const OLD_DATA_MS = 60_000;

/** "As of", the figures of the storm, the demo's notice and the banner over old data. */
export function renderHead(published: Published): void {
  renderAge(published);
  renderFigures(published);
  renderGenerated(published);
}

/** What changes by time alone: "as of", the instant of the data, with its age, and the banner. Called every second. */
export function renderAge(published: Published): void {
  renderAsOf(published);
  renderAgeBanner(published);
}

/** The instant of the data, with its day where that is not the reader's today, and its age. */
function renderAsOf({ time }: Published): void {
  if (time.dataAt === 0) return;
  const at = clockTimeOnDay(time.dataAt, Date.now(), language());
  const asOf = zonedTime(at, new Date().getTimezoneOffset());
  const age = ageWords(time.ageMs(readerNow()), language());
  byId('as-of').replaceChildren(
    element('strong', {}, say([`${asOf} 現在`, `As of ${asOf}`])),
    element('span', {}, say([`${age}に更新`, `updated ${age}`])),
  );
}

function renderFigures({ current }: Published): void {
  const { targetKm, clearedKm, vehiclesAtWork, newSnowCm } = current.summary;
  const percent = targetKm > 0 ? String(Math.round((100 * clearedKm) / targetKm)) : '–';
  byId('figures').replaceChildren(
    figure(percent, '%', say(['対象路線の除雪', 'of the plan cleared'])),
    figure(String(vehiclesAtWork), say(['台', '']), say(['作業中', 'machines at work'])),
    newSnowCm === null
      ? figure('–', '', say(['降雪期ではありません', 'no storm now']))
      : figure(String(Math.round(newSnowCm)), 'cm', say(['新積雪', 'new snow'])),
  );
  byId('figures').title = say([
    `${kilometres(clearedKm)} / ${kilometres(targetKm)} km`,
    `${kilometres(clearedKm)} of ${kilometres(targetKm)} km`,
  ]);
}

const figure = (value: string, unit: string, label: string): HTMLElement =>
  element('div', {}, element('dt', {}, label), element('dd', {}, value, element('small', {}, unit)));

function renderGenerated({ current }: Published): void {
  const note = byId('generated');
  note.hidden = !current.generated;
  note.textContent = say([
    'デモ用に作られた道路網です（実在しません）',
    'Generated demo network: no real roads or work',
  ]);
}

function renderAgeBanner({ time, reachable, current }: Published): void {
  const ageMs = time.ageMs(readerNow());
  const banner = byId('age-banner');
  const isOld = !current.empty && Number.isFinite(ageMs) && ageMs > OLD_DATA_MS;
  const words = isOld ? bannerWords(ageMs, reachable) : '';
  banner.textContent = words;
  // Said once, not with every minute that it grows older.
  if (isOld && banner.hidden) byId('announcement').textContent = words;
  banner.hidden = !isOld;
}

function bannerWords(ageMs: number, reachable: boolean): string {
  const age = ageWords(ageMs, language());
  return reachable
    ? say([`情報が古くなっています（${age}の状態）`, `The data are old: state of ${age}.`])
    : say([
        `最新の情報を取得できません（${age}の状態を表示中）`,
        `No connection to the service: showing the state of ${age}.`,
      ]);
}
