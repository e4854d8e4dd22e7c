import type { Map as MapLibre } from 'maplibre-gl';
import { onLanguage } from '../text/language.js';
import { say } from '../text/words.js';

/**
 * The map for those who use no pointer: arrows and + − move it (MapLibre), a cross shows its middle, Enter chooses what
 * lies under the cross.
 */
export function followCentre(map: MapLibre, choose: (point: { x: number; y: number }) => void): void {
  const canvas = map.getCanvas();
  const centre = (): { x: number; y: number } => map.project(map.getCenter());
  canvas.addEventListener('focus', () => {
    const { x, y } = centre();
    map.getContainer().style.setProperty('--centre', `${x}px ${y}px`);
  });
  canvas.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    // The page's own Enter is another one.
    event.stopPropagation();
    choose(centre());
  });
  const name = (): void =>
    canvas.setAttribute(
      'aria-label',
      say([
        '地図。矢印キーで移動、＋と−で拡大縮小、Enter で中央の道路を選びます',
        'Map. Arrows move it, + and − zoom, Enter chooses the road in the middle',
      ]),
    );
  onLanguage(name);
  name();
}
