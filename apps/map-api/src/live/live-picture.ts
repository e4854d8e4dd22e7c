import { Logger } from '@nestjs/common';
import type { Clock, Settings } from '#config';
import { type Pass, type RoadNetwork, routeClassOf } from '#domain';
import {
  type Change,
  type Database,
  listPassesOfSegments,
  listPassesSince,
  listVehiclesNow,
  type VehicleNow,
} from '#store';
import type { PassesBody, PositionsBody } from './change-bodies.js';
import { PassFacts } from './pass-facts.js';
import { type RegisterView, readRegisterView } from './register-view.js';
import { readWeather, type Weather } from './weather.js';
import { WorkingPlaces } from './working-places.js';

/** Facts go back at least this far, and to the start of the current storm: older plowings count as never. */
const FACTS_BACK_MS = 48 * 3_600_000;

export interface LivePictureParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly network: RoadNetwork | null;
}

/**
 * The night in memory: register, events, where every vehicle is, and the facts of every segment. Read once at the
 * start; afterwards only what the change table names is read again.
 */
export class LivePicture {
  private readonly logger = new Logger('LivePicture');
  readonly network: RoadNetwork | null;
  readonly settings: Settings;
  readonly vehiclesNow = new Map<number, VehicleNow>();
  readonly working = new WorkingPlaces();
  readonly facts: PassFacts | null;
  private readonly stale = new Set<number>();
  private registerStale = true;
  private weatherStale = true;
  private current!: { register: RegisterView; weather: Weather };
  /** How far back the facts of every segment reach. */
  private factsSinceAt = Number.POSITIVE_INFINITY;
  private refreshing: Promise<void> = Promise.resolve();

  constructor(private readonly parts: LivePictureParts) {
    this.network = parts.network;
    this.settings = parts.settings;
    this.facts = parts.network && new PassFacts(parts.network);
  }

  get register(): RegisterView {
    return this.current.register;
  }

  get weather(): Weather {
    return this.current.weather;
  }

  /** Reads everything. Changes noted from before this call on are read again by `refresh`. */
  async read(): Promise<void> {
    this.registerStale = true;
    this.weatherStale = true;
    this.factsSinceAt = Number.POSITIVE_INFINITY;
    for (const vehicle of await listVehiclesNow(this.parts.database)) this.noteVehicle(vehicle);
    await this.refresh();
  }

  /** Takes note of changes; it reads nothing. */
  note(changes: readonly Change[]): void {
    for (const { kind, body } of changes) {
      if (kind === 'positions')
        for (const vehicle of (body as PositionsBody).vehicles) this.noteVehicle(vehicle);
      else if (kind === 'passes') this.notePasses(body as PassesBody);
      else if (kind === 'register') this.registerStale = true;
      else if (kind === 'unit_silent' || kind === 'unit_back') this.noteVehicle(body as VehicleNow);
      else this.weatherStale ||= kind !== 'work_state' && kind !== 'device_fault';
    }
  }

  /** Reads what has become stale since the last call. One call after the other: an older answer never comes last. */
  async refresh(): Promise<void> {
    const turn = this.refreshing.then(() => this.readStale());
    this.refreshing = turn.catch(() => undefined);
    await turn;
  }

  /** Was a vehicle declared silent in a storm, and has not been heard of since? */
  isSilent(vehicleId: number, stormStartedAt: number): boolean {
    return (this.vehiclesNow.get(vehicleId)?.silentSince ?? Number.NEGATIVE_INFINITY) >= stormStartedAt;
  }

  private async readStale(): Promise<void> {
    await this.readEvents();
    if (this.network !== null) await this.readFacts(this.factsNeededSinceAt());
  }

  /** What is noted while a reading runs makes it stale again; so does its failure. */
  private async readEvents(): Promise<void> {
    const { database, clock } = this.parts;
    if (this.registerStale) {
      this.registerStale = false;
      const register = await readRegisterView(database, this.network, this.settings.thresholdsCm).catch(
        (error) => {
          this.registerStale = true;
          throw error;
        },
      );
      this.current = { ...this.current, register };
    }
    if (this.weatherStale) {
      this.weatherStale = false;
      const weather = await readWeather(database, clock.now()).catch((error) => {
        this.weatherStale = true;
        throw error;
      });
      this.current = { ...this.current, weather };
    }
  }

  /** The start of the oldest current storm, which may become known late, but at least two days back. */
  private factsNeededSinceAt(): number {
    const nowAt = this.parts.clock.now();
    const current = this.weather.storms.filter(
      ({ endedAt }) => (endedAt ?? nowAt) + this.settings.dueAfterStormMs >= nowAt,
    );
    return Math.min(nowAt - FACTS_BACK_MS, ...current.map((storm) => storm.startedAt));
  }

  /** All segments again where the facts do not reach back far enough, else the stale ones. */
  private async readFacts(sinceAt: number): Promise<void> {
    const { database } = this.parts;
    if (sinceAt < this.factsSinceAt) this.setFacts(await listPassesSince(database, sinceAt));
    this.factsSinceAt = sinceAt;
    const segments = [...this.stale];
    this.stale.clear();
    if (segments.length === 0) return;
    try {
      this.setFacts(await listPassesOfSegments(database, segments, sinceAt), segments);
    } catch (error) {
      for (const segment of segments) this.stale.add(segment);
      throw error;
    }
  }

  private noteVehicle(vehicle: VehicleNow): void {
    this.vehiclesNow.set(vehicle.vehicleId, vehicle);
    this.working.note(vehicle);
  }

  private notePasses(passes: PassesBody): void {
    this.working.settle(passes);
    const count = this.network?.segmentCount ?? 0;
    for (const segment of passes.segments) if (segment >= 0 && segment < count) this.stale.add(segment);
  }

  /** `passes` come by segment; segments without any lose their facts. */
  private setFacts(passes: readonly Pass[], segments: readonly number[] = []): void {
    const bySegment = new Map<number, Pass[]>(segments.map((segment) => [segment, []]));
    for (const pass of passes) {
      const list = bySegment.get(pass.segment);
      if (list === undefined) bySegment.set(pass.segment, [pass]);
      else list.push(pass);
    }
    const count = this.network?.segmentCount ?? 0;
    let unknown = 0;
    for (const [segment, list] of bySegment) {
      if (segment >= count) unknown += 1;
      else this.facts?.set(segment, list, this.passesNeeded(segment));
    }
    if (unknown > 0) this.logger.warn(`${unknown} segments with passes are not in this network.`);
  }

  private passesNeeded(segment: number): number {
    const { plan } = this.register;
    return (plan && this.settings.passesNeeded[routeClassOf(plan, segment)]) ?? 1;
  }
}
