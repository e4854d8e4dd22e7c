import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type { Fix } from '#domain';
import { halfDriven } from './match-arcs.js';
import { ShapeArcs } from './match-shape.js';
import type { RecordedTrack } from './match-tracks.js';
import { osmOfArcs } from './osm-of-arcs.js';

const PACKAGE = '@valhallajs/valhallajs';
const VERSION = '3.6.1';

interface Actor {
  traceRoute(query: object): Promise<{ trip: { legs: { shape: string }[] }; alternates?: Leg[] }>;
}
interface Leg {
  trip: { legs: { shape: string }[] };
}
interface Valhalla {
  Actor: new (config: object) => Actor;
  getConfig(options: { tileDir: string; tileExtract: string }): Promise<Config>;
}
interface Config {
  service_limits: { trace: { max_shape: number; max_distance: number } };
}

/** Where the peer is installed: outside the project, kept for the next run. */
const cacheFolder = (): string => path.join(os.homedir(), '.cache', 'yukimichi', 'valhalla');

/** Installs Valhalla (280 MB) on demand. Throws where that fails. */
export const loadValhalla = (): Valhalla => {
  const folder = cacheFolder();
  const installed = path.join(folder, 'node_modules', PACKAGE);
  if (!existsSync(installed)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, `${PACKAGE}@${VERSION}`]);
  }
  return createRequire(path.join(folder, 'package.json'))(PACKAGE) as Valhalla;
};

/** Valhalla's tiles of one track's roads. */
export class ValhallaRoads {
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), 'yukimichi-valhalla-'));
  readonly #arcs: ShapeArcs;
  #config: Config | null = null;

  constructor(
    private readonly valhalla: Valhalla,
    private readonly track: RecordedTrack,
  ) {
    this.#arcs = new ShapeArcs(track);
  }

  async build(): Promise<void> {
    const file = (name: string): string => path.join(this.#folder, name);
    const config = await this.valhalla.getConfig({ tileDir: file('tiles'), tileExtract: file('tiles.tar') });
    config.service_limits.trace = { ...config.service_limits.trace, max_shape: 100_000, max_distance: 1e7 };
    writeFileSync(file('roads.osm.pbf'), osmOfArcs(this.track));
    writeFileSync(file('config.json'), JSON.stringify(config));
    const cli = path.join(cacheFolder(), 'node_modules', PACKAGE, 'bin', 'valhalla-cli.js');
    const build = [cli, 'build_tiles', '-c', file('config.json'), file('roads.osm.pbf')];
    // It writes lists of what it does not like into the folder where it runs.
    execFileSync(process.execPath, build, { cwd: this.#folder, stdio: 'ignore' });
    this.#config = config;
  }

  /**
   * The arcs of `trace_route` with its own defaults and a new Actor; none where it refuses the track. Times are left out:
   * the data says nothing of speed limits, and with times it drops drives that are faster than its guess.
   */
  async match(fixes: readonly Fix[]): Promise<{ arcs: number[]; refused: boolean }> {
    const shape = fixes.map(({ latE6, lngE6 }) => ({ lat: latE6 / 1e6, lon: lngE6 / 1e6 }));
    try {
      const answer = await new this.valhalla.Actor(this.#config!).traceRoute({
        shape,
        costing: 'auto',
        shape_match: 'map_snap',
      });
      const legs = [answer, ...(answer.alternates ?? [])].flatMap(({ trip }) => trip.legs);
      return {
        arcs: halfDriven(
          this.track,
          legs.flatMap((leg) => this.#arcs.drivenOn(leg.shape)),
        ),
        refused: false,
      };
    } catch {
      return { arcs: [], refused: true };
    }
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
