import type { Map as MapLibre } from 'maplibre-gl';

/** Calls back at the first frame that has the roads of the view in it, whatever else still moves on the map. */
export function whenShown(map: MapLibre, callback: () => void): void {
  const look = (): void => {
    if (!map.getSource('network') || !map.isSourceLoaded('network')) return;
    map.off('render', look);
    callback();
  };
  map.on('render', look);
  map.triggerRepaint();
}
