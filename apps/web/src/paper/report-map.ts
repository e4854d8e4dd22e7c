import type { Feature } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as MapLibre } from 'maplibre-gl';
import type { Current, ReportTrack } from '#wire';
import { createMap, type Overlay } from '../map/create-map.js';
import type { Theme } from '../map/palette.js';

const WAY: Record<Theme, string> = { light: '#0b3d91', dark: '#4f9cff' };
const OTHER: Record<Theme, string> = { light: '#7a1fa2', dark: '#e0a3ff' };
const CASE: Record<Theme, string> = { light: '#ffffff', dark: '#08111b' };

const line = (id: string, isWork: boolean, paint: Record<string, unknown>): LayerSpecification =>
  ({
    id,
    type: 'line',
    source: 'report',
    filter: [isWork ? '==' : '!=', ['get', 'activity'], 'work'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint,
  }) as LayerSpecification;

/** A report's way over the roads: work as a broad line, the rest dashed. */
const reportOverlay: Overlay = (theme) => ({
  sources: { report: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } } },
  layers: [
    line('report-other', false, { 'line-color': OTHER[theme], 'line-width': 2.5, 'line-dasharray': [2, 2] }),
    line('report-case', true, { 'line-color': CASE[theme], 'line-width': 9 }),
    line('report-work', true, { 'line-color': WAY[theme], 'line-width': 5 }),
  ],
});

const featuresOf = ({ lines }: ReportTrack): Feature[] =>
  lines
    .filter(({ coords }) => coords.length > 1)
    .map(({ activity, coords }) => ({
      type: 'Feature',
      properties: { activity },
      geometry: { type: 'LineString', coordinates: coords },
    }));

/** The map of a report; null where the browser cannot draw one, or nothing is loaded. */
export async function reportMap(
  place: HTMLElement,
  track: ReportTrack,
  theme: Theme,
): Promise<MapLibre | null> {
  const current = (await (await fetch('/current.json')).json()) as Current;
  if (current.empty || !place.isConnected) return null;
  const map = createMap(place, { theme, bounds: current.bounds, overlay: reportOverlay });
  if (map === null) return null;
  map.once('load', () => {
    (map.getSource('report') as GeoJSONSource).setData({
      type: 'FeatureCollection',
      features: featuresOf(track),
    });
    if (track.bounds) map.fitBounds(track.bounds, { padding: 40, maxZoom: 16, duration: 0 });
    map.once('idle', () => {
      place.dataset.drawn = 'true';
    });
  });
  return map;
}
