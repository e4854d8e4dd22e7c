import type { FeatureCollection } from 'geojson';
import type { VehicleNow, VehicleTrack } from '#wire';
import { element } from '../dom/element.js';
import { factList } from '../dom/facts.js';
import { ageWords, clockTimeOnDay, kilometres } from '../text/format-time.js';
import { language } from '../text/language.js';
import { say, WORK_KIND_WORDS } from '../text/words.js';
import { isSilent, neverReported } from './fleet.js';
import { TRACK_HOURS } from './staff-api.js';

/** The chosen vehicle: what it is, what it does, how far it came in the last hours. */
export function vehicleDetails(
  vehicle: VehicleNow,
  track: VehicleTrack | null,
  nowAt: number,
): HTMLElement[] {
  const work = say(WORK_KIND_WORDS[vehicle.workKind]);
  return [
    element('h2', {}, vehicle.code, element('small', {}, vehicle.name)),
    factList(
      [say(['状態', 'State']), isSilent(vehicle) ? silence(vehicle, work) : work],
      [say(['最終測位', 'Last fix']), lastFixWords(vehicle, nowAt)],
      [say(['速度', 'Speed']), speedWords(vehicle)],
      [say(['機種', 'Machine']), vehicle.machineType || '–'],
      [say(['業者', 'Contractor']), vehicle.contractor || '–'],
    ),
    element('h3', {}, say([`直近${TRACK_HOURS}時間の軌跡`, `Track of the last ${TRACK_HOURS} hours`])),
    track ? trackFacts(track) : element('p', { class: 'quiet' }, say(['読み込み中', 'Reading'])),
  ];
}

const silence = (vehicle: VehicleNow, work: string): string =>
  neverReported(vehicle)
    ? say(['出動の指示から通信なし', 'not heard of since it was called'])
    : say([`通信なし（最後は${work}）`, `silent (last: ${work})`]);

function lastFixWords({ fixAt }: VehicleNow, nowAt: number): string {
  if (fixAt === null) return say(['まだありません', 'none yet']);
  const at = clockTimeOnDay(Date.parse(fixAt), nowAt, language());
  const age = ageWords(nowAt - Date.parse(fixAt), language());
  return say([`${at}（${age}）`, `${at} (${age})`]);
}

/** A silent vehicle's last speed says nothing of now. */
const speedWords = (vehicle: VehicleNow): string =>
  vehicle.speedMps === null || isSilent(vehicle) ? '–' : `${Math.round(vehicle.speedMps * 3.6)} km/h`;

function trackFacts({ fixes, path }: VehicleTrack): HTMLElement {
  const metres = fixes.reduce((sum, fix, i) => {
    const endsTrack = i === fixes.length - 1 || fixes[i + 1].trackStart;
    return endsTrack ? sum + fix.odometerM : sum;
  }, 0);
  const unused = fixes.filter(({ verdict }) => verdict === 'implausible_jump' || verdict === 'off_network');
  return factList(
    [say(['走行', 'Driven']), `${kilometres(metres / 1000)} km`],
    [say(['測位', 'Fixes']), String(fixes.length)],
    [say(['使わなかった測位', 'Fixes not used']), String(unused.length)],
    [say(['区間', 'Stretches']), String(path.length)],
  );
}

/** The displayed path as lines; bridged stretches carry `bridged: true`. */
export const trackLines = ({ path }: VehicleTrack): FeatureCollection => ({
  type: 'FeatureCollection',
  features: path.map(({ bridged, coords }) => ({
    type: 'Feature',
    properties: { bridged },
    geometry: { type: 'LineString', coordinates: coords },
  })),
});
