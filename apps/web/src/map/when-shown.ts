import type { Map as MapLibre } from 'maplibre-gl';

/** Calls back at the first frame that has the roads of the view in it, whatever else still moves on the map. */
function whenShown(map: MapLibre, callback: () => void): void {
  const look = (): void => {
    if (!map.getSource('network') || !map.isSourceLoaded('network')) return;
    map.off('render', look);
    callback();
  };
  map.on('render', look);
  map.triggerRepaint();
}

let isMarking = false;

/** Marks the page as ready, `<html data-ready="true">`, once the roads that were just painted are to be seen. */
export function markReady(map: MapLibre | null): void {
  if (isMarking) return;
  isMarking = true;
  const mark = (): void => {
    document.documentElement.dataset.ready = 'true';
  };
  if (map) whenShown(map, mark);
  else mark();
}
