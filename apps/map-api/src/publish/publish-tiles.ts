import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { EffectivePlan, RoadNetwork } from '#domain';
import { padded, tilesOver } from './tile-cover.js';
import { TileCutter } from './tile-cutter.js';
import { MAX_ZOOM, MIN_ZOOM, TILE_LAYERS, type TileSetDescription } from './tile-set.js';
import { replaceFile, writePublished } from './write-published.js';

/** Rises with every change of layers, properties or zooms: tiles are kept by browsers for a year. */
const TILE_LAYOUT = 1;
/** Higher qualities take fifteen times as long for half a per cent. */
const BROTLI_QUALITY = 5;
/** Land shown around the roads, as a share of the network's width and height. */
const LAND_AROUND = 0.3;
const KEPT_SETS = 2;
const CENTRE_ZOOM = 12;

/** Names what the tiles show: the network, the plan laid over it, and the layout. */
export const tilesHashOf = (network: RoadNetwork, plan: EffectivePlan): string =>
  createHash('sha256')
    .update(`${network.hash} ${TILE_LAYOUT} `)
    .update(plan.classIndex)
    .digest('hex')
    .slice(0, 16);

/** Writes the tiles of a network and plan, unless they are there already, and clears sets that nobody uses. */
export const publishTiles = async (
  publishDir: string,
  network: RoadNetwork,
  plan: EffectivePlan,
): Promise<string> => {
  const tilesHash = tilesHashOf(network, plan);
  const folder = path.join(publishDir, 'tiles', tilesHash);
  const description = path.join(folder, 'tile-set.json');
  if (!existsSync(description)) {
    await mkdir(folder, { recursive: true });
    await writeTiles(folder, network, plan);
    await replaceFile(description, JSON.stringify(describe(tilesHash, network)));
  }
  await clearOldSets(path.join(publishDir, 'tiles'), tilesHash);
  return tilesHash;
};

async function writeTiles(folder: string, network: RoadNetwork, plan: EffectivePlan): Promise<void> {
  const cutter = new TileCutter(network, plan);
  for (const { z, x, y } of tilesOver(padded(network.bounds, LAND_AROUND), MIN_ZOOM, MAX_ZOOM)) {
    const tile = cutter.cut(z, x, y);
    if (tile !== null) await writePublished(path.join(folder, `${z}/${x}/${y}.mvt`), tile, BROTLI_QUALITY);
  }
}

function describe(tilesHash: string, network: RoadNetwork): TileSetDescription {
  const [west, south, east, north] = network.bounds;
  return {
    tilesHash,
    minzoom: MIN_ZOOM,
    maxzoom: MAX_ZOOM,
    bounds: padded(network.bounds, LAND_AROUND),
    center: [(west + east) / 2, (south + north) / 2, CENTRE_ZOOM],
    attribution: network.source,
    vector_layers: TILE_LAYERS,
  };
}

/** Keeps the newest sets: pages that are open still ask for the one before. */
async function clearOldSets(folder: string, current: string): Promise<void> {
  const others = (await readdir(folder)).filter((name) => name !== current);
  const aged = await Promise.all(
    others.map(async (name) => ({ name, at: (await stat(path.join(folder, name))).mtimeMs })),
  );
  aged.sort((a, b) => b.at - a.at);
  for (const { name } of aged.slice(KEPT_SETS - 1)) await rm(path.join(folder, name), { recursive: true });
}
