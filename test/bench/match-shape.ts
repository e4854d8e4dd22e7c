import { distanceM } from '#domain';
import { arcLengthM, type DrivenArc } from './match-arcs.js';
import type { RecordedTrack } from './match-tracks.js';

type Point = readonly [lngE6: number, latE6: number];

/** Decodes an encoded polyline of six decimals into micro-degrees. */
export const decodePolyline6 = (text: string): Point[] => {
  const points: Point[] = [];
  let at = 0;
  let [lat, lng] = [0, 0];
  const next = (): number => {
    let value = 0;
    let shift = 0;
    for (let part = 32; part >= 32; shift += 5) {
      part = text.charCodeAt(at++) - 63;
      value |= (part & 31) << shift;
    }
    return value & 1 ? ~(value >> 1) : value >> 1;
  };
  while (at < text.length) {
    lat += next();
    lng += next();
    points.push([lng, lat]);
  }
  return points;
};

/** Reads arcs off a line that follows them: its vertices are nodes, except where it begins and ends. */
export class ShapeArcs {
  readonly #nodeAt = new Map<string, number>();
  readonly #arcsOut = new Map<number, number[]>();
  readonly #arcsIn = new Map<number, number[]>();

  constructor(private readonly track: RecordedTrack) {
    const { nodesE6, arcs } = track;
    for (let arc = 0; 2 * arc < arcs.length; arc++) {
      for (const node of [arcs[2 * arc], arcs[2 * arc + 1]]) {
        this.#nodeAt.set(`${nodesE6[2 * node]},${nodesE6[2 * node + 1]}`, node);
      }
      const [from, to] = [arcs[2 * arc], arcs[2 * arc + 1]];
      this.#arcsOut.set(from, [...(this.#arcsOut.get(from) ?? []), arc]);
      this.#arcsIn.set(to, [...(this.#arcsIn.get(to) ?? []), arc]);
    }
  }

  drivenOn(shape: string): DrivenArc[] {
    const points = decodePolyline6(shape);
    return points.slice(1).flatMap((to, i) => {
      const from = points[i];
      const arc = this.#arcBetween(from, to);
      return arc === -1 ? [] : [{ arc, drivenM: distanceM(from[0], from[1], to[0], to[1]) }];
    });
  }

  /** The node at a point; the peer's tiles round to a micro-degree in their own way. */
  #nodeNear([lng, lat]: Point): number {
    for (const dx of [0, -1, 1]) {
      for (const dy of [0, -1, 1]) {
        const node = this.#nodeAt.get(`${lng + dx},${lat + dy}`);
        if (node !== undefined) return node;
      }
    }
    return -1;
  }

  #arcBetween(from: Point, to: Point): number {
    const [tail, head] = [this.#nodeNear(from), this.#nodeNear(to)];
    if (tail !== -1 && head !== -1) {
      return (this.#arcsOut.get(tail) ?? []).find((arc) => this.track.arcs[2 * arc + 1] === head) ?? -1;
    }
    if (tail !== -1) return this.#nearest(this.#arcsOut.get(tail) ?? [], to);
    return head === -1 ? -1 : this.#nearest(this.#arcsIn.get(head) ?? [], from);
  }

  /** The arc on whose line the point lies: the detour over it is the least. */
  #nearest(arcs: readonly number[], [lng, lat]: Point): number {
    const { nodesE6, arcs: ends } = this.track;
    const detourM = (arc: number): number => {
      const to = (node: number): number => distanceM(lng, lat, nodesE6[2 * node], nodesE6[2 * node + 1]);
      return to(ends[2 * arc]) + to(ends[2 * arc + 1]) - arcLengthM(this.track, arc);
    };
    return arcs.reduce((best, arc) => (best === -1 || detourM(arc) < detourM(best) ? arc : best), -1);
  }
}
