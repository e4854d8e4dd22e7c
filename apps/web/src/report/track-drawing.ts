import type { Activity, ReportTrack } from '#wire';
import { say } from '../text/words.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 1000;
const PADDING = 40;

type Coordinate = readonly [lng: number, lat: number];
type Bounds = NonNullable<ReportTrack['bounds']>;

/** From degrees to the drawing: north up, metres alike in both directions. */
const projection = ([west, south, east, north]: Bounds, height: number) => {
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [width, tall] = [Math.max(1e-4, (east - west) * shrink), Math.max(1e-4, north - south)];
  const scale = Math.min((WIDTH - 2 * PADDING) / width, (height - 2 * PADDING) / tall);
  const [left, top] = [(WIDTH - width * scale) / 2, (height - tall * scale) / 2];
  return ([lng, lat]: Coordinate): string =>
    `${(left + (lng - west) * shrink * scale).toFixed(1)} ${(top + (north - lat) * scale).toFixed(1)}`;
};

const made = (tag: string, attributes: Record<string, string>): SVGElement => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

/** Activities from bottom to top: what is paid lies above. */
const ORDER: readonly Activity[] = ['unrecorded', 'break', 'downtime', 'standby', 'deadhead', 'work'];

/** A report's way as a drawing that needs no tiles: it is there without a connection, and on paper. */
export const trackDrawing = ({ bounds, lines, roads }: ReportTrack, height = 620): SVGElement => {
  const svg = made('svg', {
    class: 'track-drawing',
    viewBox: `0 0 ${WIDTH} ${height}`,
    role: 'img',
    'aria-label': say(['作業した道路の地図', 'Map of the roads worked']),
  });
  if (bounds === null) return svg;
  const at = projection(bounds, height);
  const path = (coords: readonly Coordinate[]): string => `M${coords.map(at).join('L')}`;
  const ways = (isMajor: boolean): string =>
    roads
      .filter(({ major }) => major === isMajor)
      .map(({ coords }) => path(coords))
      .join('');
  svg.append(
    made('path', { class: 'road', d: ways(false) }),
    made('path', { class: 'road major', d: ways(true) }),
  );
  for (const activity of ORDER) {
    const own = lines.filter((line) => line.activity === activity && line.coords.length > 1);
    if (own.length === 0) continue;
    const d = own.map(({ coords }) => path(coords)).join('');
    svg.append(
      made('path', { class: `way-case ${activity}`, d }),
      made('path', { class: `way ${activity}`, d }),
    );
  }
  svg.append(...ends(lines, at));
  return svg;
};

const ends = (lines: ReportTrack['lines'], at: (point: Coordinate) => string): SVGElement[] => {
  const first = lines[0]?.coords[0];
  const last = lines[lines.length - 1]?.coords.at(-1);
  return [first, last]
    .filter((point) => point !== undefined)
    .map((point, i) => {
      const [cx, cy] = at(point).split(' ');
      return made('circle', { class: i === 0 ? 'end start' : 'end finish', cx, cy, r: '11' });
    });
};
