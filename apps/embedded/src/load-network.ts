import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from '#config';
import type { RoadNetwork } from '#domain';
import { readNetworkFile, writeNetworkFile } from '#store';
import type { FolderRows } from './load-folder.js';

/** Checks a network file and puts a copy where the server takes it up. */
export const installNetwork = async (settings: Settings, file: string): Promise<RoadNetwork> => {
  const network = await readNetworkFile(file);
  mkdirSync(path.dirname(settings.networkFile), { recursive: true });
  await writeNetworkFile(settings.networkFile, network);
  return network;
};

/** Warns of roads that a route names and the network lacks. */
export const checkRoads = (network: RoadNetwork, rows: FolderRows): void => {
  const keys = new Set(network.roads.map((road) => road.key));
  for (const { value, row } of rows.routes) {
    const missing = value.roadKeys.filter((key) => !keys.has(key));
    if (missing.length === 0) continue;
    row.warn(
      'roads',
      `道路網に「${missing.join('、')}」がありません。この路線のその道路は地図に出ません。`,
      `The network has no road "${missing.join('", "')}": this part of the route will not be on the map.`,
    );
  }
};
