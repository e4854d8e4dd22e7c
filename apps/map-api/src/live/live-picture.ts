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

/** Facts go back this far, or to the start of the current storm: older plowings count as never. */
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
  private factsSinceAt = 0;

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
    await this.readEvents();
    for (const vehicle of await listVehiclesNow(this.parts.database)) this.noteVehicle(vehicle);
    if (this.network === null) return;
    const nowAt = this.parts.clock.now();
    const starts = this.weather.storms
      .filter(({ endedAt }) => (endedAt ?? nowAt) + this.settings.dueAfterStormMs >= nowAt)
      .map((storm) => storm.startedAt);
    this.factsSinceAt = Math.min(nowAt - FACTS_BACK_MS, ...starts);
    this.setFacts(await listPassesSince(this.parts.database, this.factsSinceAt));
  }

  /** Takes note of changes; it reads nothing. */
  note(changes: readonly Change[]): void {
    for (const { kind, body } of changes) {
      if (kind === 'positions')
        for (const vehicle of (body as PositionsBody).vehicles) this.noteVehicle(vehicle);
      else if (kind === 'passes') this.notePasses(body as PassesBody);
      else if (kind === 'register') this.registerStale = true;
      else if (kind === 'unit_silent' || kind === 'unit_back') this.noteVehicle(body as VehicleNow);
      else this.weatherStale ||= kind !== 'work_state';
    }
  }

  /** Reads what has become stale since the last call. */
  async refresh(): Promise<void> {
    await this.readEvents();
    const segments = [...this.stale];
    this.stale.clear();
    if (segments.length === 0) return;
    try {
      this.setFacts(await listPassesOfSegments(this.parts.database, segments, this.factsSinceAt), segments);
    } catch (error) {
      for (const segment of segments) this.stale.add(segment);
      throw error;
    }
  }

  /** Was a vehicle declared silent in a storm, and has not been heard of since? */
  isSilent(vehicleId: number, stormStartedAt: number): boolean {
    return (this.vehiclesNow.get(vehicleId)?.silentSince ?? Number.NEGATIVE_INFINITY) >= stormStartedAt;
  }

  private async readEvents(): Promise<void> {
    const { database, clock } = this.parts;
    if (this.registerStale) {
      const register = await readRegisterView(database, this.network, this.settings.thresholdsCm);
      this.registerStale = false;
      this.current = { ...this.current, register };
    }
    if (this.weatherStale) {
      const weather = await readWeather(database, clock.now());
      this.weatherStale = false;
      this.current = { ...this.current, weather };
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
