import type { Feature } from 'geojson';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { VehicleNow } from '#wire';
import type { Fleet } from './fleet.js';
import { FleetMotion } from './motion.js';
import { addVehicleSymbols, symbolName } from './vehicle-symbols.js';

/** The dots are drawn at most this often while they move, milliseconds. */
const FRAME_MS = 66;

/** The vehicles on the map: drawn where they are between their fixes, as long as any of them is under way. */
export class VehicleView {
  private readonly motion = new FleetMotion(matchMedia('(prefers-reduced-motion: reduce)').matches);
  private chosen: number | null = null;
  private drawnAt = 0;
  private scheduled = false;

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
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame((at) => {
      this.scheduled = false;
      if (at - this.drawnAt >= FRAME_MS) this.draw(at);
      if (this.drawnAt !== at || this.motion.isMoving(at)) this.schedule();
    });
  }

  private draw(at: number): void {
    const source = this.map.getSource<GeoJSONSource>('vehicles');
    this.drawnAt = at;
    const features = [...this.fleet.vehicles.values()].flatMap((vehicle) => this.feature(vehicle, at) ?? []);
    source?.setData({ type: 'FeatureCollection', features });
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
        symbol: symbolName(vehicle.workKind, vehicle.silent),
        heading: vehicle.silent ? 0 : pose.headingDeg,
        order: vehicle.silent ? 2 : vehicle.workKind === 'plowed' ? 1 : 0,
        chosen: vehicle.vehicleId === this.chosen,
      },
    };
  }
}
