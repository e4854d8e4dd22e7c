import type { MapView } from '../map/create-map.js';

const MAX_LATITUDE = 85;

/** The view that an address asks for: `#zoom/lat/lng` or `?lng=&lat=&z=`; null when it asks for none or for nonsense. */
export function parseView(address: URL): MapView | null {
  const hash = /^#([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)/.exec(address.hash);
  if (hash) return checkedView(Number(hash[3]), Number(hash[2]), Number(hash[1]));
  const { searchParams } = address;
  if (!searchParams.has('lng') || !searchParams.has('lat')) return null;
  const zoom = Number(searchParams.get('z') ?? 15);
  return checkedView(Number(searchParams.get('lng')), Number(searchParams.get('lat')), zoom);
}

function checkedView(lng: number, lat: number, zoom: number): MapView | null {
  const inRange = Math.abs(lng) <= 180 && Math.abs(lat) <= MAX_LATITUDE && zoom >= 0 && zoom <= 22;
  return inRange ? { center: [lng, lat], zoom } : null;
}

/** The hash of a view: `#14.2/36.5612/136.6531`. */
export const hashOfView = ({ center: [lng, lat], zoom }: MapView): string =>
  `#${zoom.toFixed(1)}/${lat.toFixed(4)}/${lng.toFixed(4)}`;
