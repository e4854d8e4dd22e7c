import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Fix } from '#domain';

/** A recorded drive with its roads and its hand-corrected truth; arcs are straight and directed. */
export interface RecordedTrack {
  readonly name: string;
  /** `[lng, lat]` in micro-degrees of node n at `2n`, `2n + 1`. */
  readonly nodesE6: Int32Array;
  /** Start and end node of arc a at `2a`, `2a + 1`. */
  readonly arcs: Int32Array;
  /** Arcs in driven order. */
  readonly truth: readonly number[];
  readonly fixes: readonly Fix[];
}

const rowsOf = (file: string): number[][] =>
  gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/).map(Number));

/** A fix of a device that reports nothing but time and place. */
export const bareFix = (vehicleId: number, fixAt: number, lng: number, lat: number): Fix => ({
  vehicleId,
  deviceId: vehicleId,
  fixAt,
  receivedAt: fixAt,
  latE6: Math.round(lat * 1e6),
  lngE6: Math.round(lng * 1e6),
  seq: null,
  speedMps: null,
  headingDeg: null,
  accuracyM: null,
  blade: null,
  spreader: null,
  workType: null,
  isMock: null,
  sentAt: null,
});

/** Names of the tracks in a folder of `NN.nodes.gz`, `NN.arcs.gz`, `NN.route.gz` and `NN.track.gz`. */
export const trackNames = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.track.gz'))
        .map((file) => file.slice(0, -'.track.gz'.length))
        .sort()
    : [];

/** Reads one track of such a folder. */
export const readTrack = (folder: string, name: string): RecordedTrack => {
  const rows = (part: string): number[][] => rowsOf(path.join(folder, `${name}.${part}.gz`));
  return {
    name,
    nodesE6: Int32Array.from(
      rows('nodes').flatMap(([lng, lat]) => [Math.round(lng * 1e6), Math.round(lat * 1e6)]),
    ),
    arcs: Int32Array.from(rows('arcs').flat()),
    truth: rows('route').map(([arc]) => arc),
    fixes: rows('track').map(([lng, lat, atS]) => bareFix(0, Math.round(atS * 1000), lng, lat)),
  };
};

/** Keeps the first fix and then each that is at least so much later than the one kept before. */
export const thinned = <T extends { readonly fixAt: number }>(
  fixes: readonly T[],
  intervalS: number,
): T[] => {
  const kept: T[] = [];
  for (const fix of fixes) {
    const last = kept[kept.length - 1];
    if (last === undefined || fix.fixAt - last.fixAt >= intervalS * 1000) kept.push(fix);
  }
  return kept;
};
