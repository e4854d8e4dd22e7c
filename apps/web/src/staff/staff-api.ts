import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { RouteProgress, SegmentDetail, SegmentEvidence, SegmentPass, VehicleTrack } from '#wire';
import { say } from '../text/words.js';

const HOUR_MS = 3_600_000;
/** How much of a vehicle's way is shown, hours of the storm. */
export const TRACK_HOURS = 3;

const UNREACHABLE = [
  'サービスにつながりません。つながり次第、もう一度読み込みます。',
  'The service cannot be reached: this is read again as soon as it is back.',
] as const;

async function read<T>(path: string): Promise<T> {
  const response = await fetch(path).catch(() => {
    throw new Error(say(UNREACHABLE));
  });
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => null)) as { detail?: string } | null;
  throw new Error(problem?.detail ?? `${path} answered ${response.status}.`);
}

/** A vehicle's way of the last hours before an instant. */
export const readTrack = (vehicleId: number, untilAt: number): Promise<VehicleTrack> => {
  const from = new Date(untilAt - TRACK_HOURS * HOUR_MS).toISOString();
  const to = new Date(untilAt).toISOString();
  return read(`/api/vehicles/${vehicleId}/track?from=${from}&to=${to}`);
};

export const readSegment = (segment: number): Promise<SegmentDetail> => read(`/api/segments/${segment}`);

/** Why a pass of a segment is one. */
export const readEvidence = (
  segment: number,
  { vehicleId, enteredAt }: SegmentPass,
): Promise<SegmentEvidence> => {
  const query = `vehicleId=${vehicleId}&enteredAt=${encodeURIComponent(enteredAt)}`;
  return read(`/api/segments/${segment}/evidence?${query}`);
};

export const readRoutes = (): Promise<RouteProgress[]> => read('/api/routes');

/** The corridor of a route, as a collection whatever form the service gives it. */
export async function readCorridor(code: string): Promise<FeatureCollection> {
  const shape = await read<FeatureCollection | Feature | Geometry>(
    `/api/routes/${encodeURIComponent(code)}/corridor`,
  );
  if (shape.type === 'FeatureCollection') return shape;
  if (shape.type === 'Feature') return { type: 'FeatureCollection', features: [shape] };
  return { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry: shape }] };
}
