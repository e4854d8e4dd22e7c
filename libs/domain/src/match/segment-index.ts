import type { RoadNetwork } from '../network/road-network.js';
import { LayerPool } from './layer.js';
import { MATCH_DEFAULTS, type MatchSettings } from './match-settings.js';
import { NodeSearch } from './node-search.js';
import { Plane } from './plane.js';
import { RoadGraph } from './road-graph.js';
import { buildSegmentGrid, type SegmentGrid } from './segment-grid.js';
import { SegmentProjection } from './segment-projection.js';
import { States } from './states.js';
import { StepRoutes } from './step-routes.js';

const CAPACITY = 16;
/** Segments that a search has seen lately, by their last bits; a segment that is pushed out is only looked at again. */
const SEEN = 256;
/** Rounds tell the segments seen by this search from older ones; before they overflow, all start again. */
const LAST_ROUND = 2 ** 31 - 2;

/** The nearest segments of the last `findNear`, nearest first: parallel arrays of `count` entries, metres. */
export class NearSegments {
  count = 0;
  readonly segment = new Int32Array(CAPACITY);
  readonly distanceM = new Float64Array(CAPACITY);
  /** Metres from the segment's drawn start. */
  readonly alongM = new Float64Array(CAPACITY);
  /** Unit vector of the drawn direction at that place. */
  readonly unitX = new Float64Array(CAPACITY);
  readonly unitY = new Float64Array(CAPACITY);
  /** Unit vector from that place towards the point; at right angles to the road, but for the road's ends. */
  readonly awayX = new Float64Array(CAPACITY);
  readonly awayY = new Float64Array(CAPACITY);

  /** Inserts a projection in order of distance, dropping the furthest beyond `limit`. */
  insert(segment: number, projection: SegmentProjection, limit: number): void {
    if (this.count === limit && projection.distanceM >= this.distanceM[limit - 1]) return;
    for (let i = 0; i < this.count; i++) if (this.segment[i] === segment) return;
    let slot = this.count < limit ? this.count++ : limit - 1;
    for (; slot > 0 && this.distanceM[slot - 1] > projection.distanceM; slot--) this.#move(slot - 1, slot);
    this.segment[slot] = segment;
    this.distanceM[slot] = projection.distanceM;
    this.alongM[slot] = projection.alongM;
    this.unitX[slot] = projection.unitX;
    this.unitY[slot] = projection.unitY;
    this.awayX[slot] = projection.awayX;
    this.awayY[slot] = projection.awayY;
  }

  #move(from: number, to: number): void {
    this.segment[to] = this.segment[from];
    this.distanceM[to] = this.distanceM[from];
    this.alongM[to] = this.alongM[from];
    this.unitX[to] = this.unitX[from];
    this.unitY[to] = this.unitY[from];
    this.awayX[to] = this.awayX[from];
    this.awayY[to] = this.awayY[from];
  }
}

/**
 * What all followers of one network share: the plane, a spatial grid, the graph and the scratch space of the search.
 * Not re-entrant: a result holds until the next call.
 */
export class SegmentIndex {
  readonly plane: Plane;
  readonly graph: RoadGraph;
  readonly search: NodeSearch;
  readonly routes: StepRoutes;
  readonly layers = new LayerPool();
  readonly states = new States();
  readonly near = new NearSegments();
  readonly #grid: SegmentGrid;
  readonly #projection: SegmentProjection;
  readonly #seen = new Int32Array(SEEN);
  readonly #seenRound = new Int32Array(SEEN);
  #round = 0;

  constructor(
    readonly network: RoadNetwork,
    readonly settings: MatchSettings = MATCH_DEFAULTS,
  ) {
    const [west, south, east, north] = network.bounds;
    this.plane = new Plane(Math.round((west + east) * 5e5), Math.round((south + north) * 5e5));
    this.graph = new RoadGraph(network, this.plane);
    this.search = new NodeSearch(this.graph, settings.againstTrafficM);
    this.routes = new StepRoutes(this.graph, this.search, settings);
    this.#grid = buildSegmentGrid(network, this.plane);
    this.#projection = new SegmentProjection(network, this.plane);
  }

  /** Finds the segments nearest to a point of the plane within `radiusM`, at most `limit` of them (≤ 16). */
  findNear(x: number, y: number, radiusM: number, limit = this.settings.candidateSegments) {
    const { cellM, originX, originY, columns, rows } = this.#grid;
    this.near.count = 0;
    if (++this.#round > LAST_ROUND) {
      this.#seenRound.fill(0);
      this.#round = 1;
    }
    const lastRow = Math.min(Math.floor((y + radiusM - originY) / cellM), rows - 1);
    const firstColumn = Math.max(Math.floor((x - radiusM - originX) / cellM), 0);
    const lastColumn = Math.min(Math.floor((x + radiusM - originX) / cellM), columns - 1);
    for (let row = Math.max(Math.floor((y - radiusM - originY) / cellM), 0); row <= lastRow; row++) {
      for (let column = firstColumn; column <= lastColumn; column++) {
        this.#searchCell(row * columns + column, x, y, radiusM, limit);
      }
    }
    return this.near;
  }

  #searchCell(cell: number, x: number, y: number, radiusM: number, limit: number): void {
    const { start, segments } = this.#grid;
    for (let i = start[cell]; i < start[cell + 1]; i++) {
      const segment = segments[i];
      const at = segment & (SEEN - 1);
      if (this.#seenRound[at] === this.#round && this.#seen[at] === segment) continue;
      this.#seen[at] = segment;
      this.#seenRound[at] = this.#round;
      this.#projection.project(segment, x, y);
      if (this.#projection.distanceM <= radiusM) this.near.insert(segment, this.#projection, limit);
    }
  }

  /** The segment nearest to a position in micro-degrees, or -1 where none is within `radiusM`. */
  nearestSegment(lngE6: number, latE6: number, radiusM: number): number {
    const near = this.findNear(this.plane.xOf(lngE6), this.plane.yOf(latE6), radiusM, 1);
    return near.count === 0 ? -1 : near.segment[0];
  }
}
