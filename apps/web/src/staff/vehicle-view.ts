import type { Feature } from 'geojson';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { VehicleNow } from '#wire';
import { type Fleet, isSilent } from './fleet.js';
import { FleetMotion } from './motion.js';
import { addVehicleSymbols, symbolName } from './vehicle-symbols.js';

/** The dots are drawn at most this often while they move, milliseconds. */
const FRAME_MS = 66;
/** A map that answers later than this has lost the question (its style was replaced). */
const LONGEST_DRAW_MS = 2_000;

const rest = (durationMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, durationMs));

/** The vehicles on the map: drawn where they are between their fixes, as long as any of them is under way. */
export class VehicleView {
  private readonly motion = new FleetMotion(matchMedia('(prefers-reduced-motion: reduce)').matches);
  private chosen: number | null = null;
  private drawnAt = 0;
  private scheduled = false;
  private stale = false;

  constructor(
    private readonly map: MapLibre,
    private readonly fleet: Fleet,
  ) {
    map.on('styledata', () => {
      addVehicleSymbols(map);
      this.schedule();
    });
  }

  reset(): void {
    this.motion.clear();
    this.move([...this.fleet.vehicles.values()]);
  }

  move(vehicles: readonly VehicleNow[]): void {
    const at = performance.now();
    for (const vehicle of vehicles) this.motion.move(vehicle, at);
    this.schedule();
  }

  choose(vehicleId: number | null): void {
    this.chosen = vehicleId;
    this.schedule();
  }

  private schedule(): void {
    this.stale = true;
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame((at) => void this.frame(at));
  }

  /** Draws once and waits until the map has taken it: a slow machine gets fewer frames, not a queue of them. */
  private async frame(at: number): Promise<void> {
    if (at - this.drawnAt >= FRAME_MS) {
      this.stale = false;
      this.drawnAt = at;
      await Promise.race([this.draw(at), rest(LONGEST_DRAW_MS)]);
    }
    this.scheduled = false;
    if (this.stale || this.motion.isMoving(at)) this.schedule();
  }

  private async draw(at: number): Promise<void> {
    const features = [...this.fleet.vehicles.values()].flatMap((vehicle) => this.feature(vehicle, at) ?? []);
    const source = this.map.getSource<GeoJSONSource>('vehicles');
    await source?.setData({ type: 'FeatureCollection', features });
  }

  private feature(vehicle: VehicleNow, at: number): Feature | null {
    const pose = this.motion.poseOf(vehicle.vehicleId, at);
    if (!pose) return null;
    return {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [pose.lng, pose.lat] },
      properties: {
        vehicleId: vehicle.vehicleId,
        code: vehicle.code,
        symbol: symbolName(vehicle.workKind, isSilent(vehicle)),
        heading: isSilent(vehicle) ? 0 : pose.headingDeg,
        order: isSilent(vehicle) ? 2 : vehicle.workKind === 'plowed' ? 1 : 0,
        chosen: vehicle.vehicleId === this.chosen,
      },
    };
  }
}
