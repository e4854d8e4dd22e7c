import { booleanPointInPolygon, polygon } from '@turf/turf';
import type { BackdropFeature, RoadWay } from '#domain';
import { ImportTally } from '../import-tally.js';
import type { RoadSource } from '../road-source.js';
import { type BackdropFacts, backdropOfTags, labelOfTags } from './backdrop-of-tags.js';
import { classifyHighway, HIGHWAY_DROPS } from './highway.js';
import { joinRings } from './join-rings.js';
import type { OnBytes, OsmMember, OsmReader, OsmTags } from './osm-elements.js';
import { type RoadFacts, roadOfTags, type TagOptions } from './road-of-tags.js';

interface PlannedWay {
  readonly id: number;
  readonly refs: readonly number[];
  readonly road?: RoadFacts;
  readonly backdrop?: BackdropFacts;
}

interface PlannedArea {
  readonly facts: BackdropFacts;
  readonly members: readonly OsmMember[];
}

export interface CollectOptions extends TagOptions {
  readonly onBytes: OnBytes;
}

/**
 * Reads an OpenStreetMap file three times, so that only what is used stays in memory: the multipolygons, then the
 * ways that are drawn, then the positions of their nodes.
 */
export async function collectOsm(
  path: string,
  read: OsmReader,
  options: CollectOptions,
): Promise<RoadSource> {
  const collector = new OsmCollector(options);
  const pass =
    (index: number): OnBytes =>
    (done, total) =>
      options.onBytes(index * total + done, 3 * total);
  await read(path, { relation: (_, members, tags) => collector.planArea(members, tags) }, pass(0));
  await read(path, { way: (id, refs, tags) => collector.planWay(id, refs, tags) }, pass(1));
  collector.wantNodes();
  await read(path, { node: (id, lng, lat, tags) => collector.placeNode(id, lng, lat, tags) }, pass(2));
  return collector.source();
}

type Point = [lng: number, lat: number];

class OsmCollector {
  private readonly ways: PlannedWay[] = [];
  private readonly areas: PlannedArea[] = [];
  private readonly rings = new Map<number, readonly number[] | undefined>();
  private readonly places = new Map<number, Point | undefined>();
  private readonly backdrop: BackdropFeature[] = [];
  private readonly dropped = new ImportTally();
  private readonly changed = new ImportTally();

  constructor(private readonly options: TagOptions) {}

  planArea(members: readonly OsmMember[], tags: OsmTags): void {
    const facts = tags.type === 'multipolygon' ? backdropOfTags(tags) : undefined;
    if (!facts?.isArea) return;
    const ways = members.filter((member) => member.type === 'way');
    for (const { ref } of ways) this.rings.set(ref, undefined);
    this.areas.push({ facts, members: ways });
  }

  planWay(id: number, refs: readonly number[], tags: OsmTags): void {
    if (this.rings.has(id)) this.rings.set(id, refs);
    const backdrop = tags.highway ? undefined : backdropOfTags(tags);
    if (backdrop) this.ways.push({ id, refs, backdrop });
    if (!tags.highway) return;
    const found = classifyHighway(tags);
    if ('drop' in found) this.dropped.add(found.drop, HIGHWAY_DROPS[found.drop], `way ${id}`);
    else this.ways.push({ id, refs, road: roadOfTags(tags, found.roadClass, this.options) });
  }

  wantNodes(): void {
    for (const { refs } of this.ways) for (const ref of refs) this.places.set(ref, undefined);
    for (const refs of this.rings.values()) for (const ref of refs ?? []) this.places.set(ref, undefined);
  }

  placeNode(id: number, lng: number, lat: number, tags: OsmTags): void {
    if (this.places.has(id)) this.places.set(id, [lng, lat]);
    const label = labelOfTags(tags);
    if (label) this.backdrop.push({ ...label, geometry: { type: 'Point', coordinates: [lng, lat] } });
  }

  source(): RoadSource {
    const roads: RoadWay[] = [];
    for (const way of this.ways) {
      if (way.road) roads.push(...this.roadWays(way, way.road));
      if (way.backdrop) this.drawWay(way.refs, way.backdrop);
    }
    for (const area of this.areas) this.drawArea(area);
    return { ways: roads, backdrop: this.backdrop, dropped: this.dropped, changed: this.changed };
  }

  /** A way whose nodes are partly outside the file is kept as far as it is inside. */
  private roadWays({ id, refs }: PlannedWay, { reversed, ...facts }: RoadFacts): RoadWay[] {
    const runs = this.presentRuns(refs);
    if (runs.length === 0) this.dropped.add('missing_nodes', 'the file lacks their nodes', `way ${id}`);
    else if (runs.length > 1 || runs[0].length < refs.length) {
      this.changed.add('cut_at_edge', 'cut at the edge of the file', `way ${id}`);
    }
    return runs.map((run) => {
      const nodeIds = reversed ? [...run].reverse() : run;
      return { id: `${id}`, ...facts, nodeIds, coords: nodeIds.map((ref) => this.places.get(ref) as Point) };
    });
  }

  private presentRuns(refs: readonly number[]): number[][] {
    const runs: number[][] = [[]];
    for (const ref of refs) {
      if (this.places.get(ref)) runs[runs.length - 1].push(ref);
      else runs.push([]);
    }
    return runs.filter((run) => run.length >= 2);
  }

  private drawWay(refs: readonly number[], facts: BackdropFacts): void {
    const isClosed = refs.length >= 4 && refs[0] === refs[refs.length - 1];
    for (const run of this.presentRuns(refs)) {
      if (!facts.isArea) this.draw(facts, { type: 'LineString', coordinates: this.pointsOf(run) });
      else if (isClosed && run.length === refs.length) {
        this.draw(facts, { type: 'Polygon', coordinates: [this.pointsOf(run)] });
      }
    }
  }

  private drawArea({ facts, members }: PlannedArea): void {
    const lines = (role: (text: string) => boolean) =>
      members.filter((member) => role(member.role)).map((member) => this.rings.get(member.ref) ?? []);
    const rings = (refs: readonly (readonly number[])[]) =>
      joinRings(refs)
        .filter((ring) => ring.every((ref) => this.places.get(ref)))
        .map((ring) => this.pointsOf(ring));
    const inner = rings(lines((role) => role === 'inner'));
    for (const outer of rings(lines((role) => role !== 'inner'))) {
      const around = polygon([outer]);
      const holes = inner.filter((hole) => booleanPointInPolygon(hole[0], around));
      this.draw(facts, { type: 'Polygon', coordinates: [outer, ...holes] });
    }
  }

  private draw({ kind, name, rank }: BackdropFacts, geometry: BackdropFeature['geometry']): void {
    this.backdrop.push({ kind, name, rank, geometry });
  }

  private pointsOf(refs: readonly number[]): Point[] {
    return refs.map((ref) => this.places.get(ref) as Point);
  }
}
