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

/** Warns of roads that a route names and the network lacks, with the keys of the roads that may be meant. */
export const checkRoads = (network: RoadNetwork, rows: FolderRows): void => {
  const keys = new Set(network.roads.map((road) => road.key));
  for (const { value, row } of rows.routes) {
    const missing = value.roadKeys.filter((key) => !keys.has(key));
    if (missing.length === 0) continue;
    const meant = missing.flatMap((key) => keysMeant(network, key));
    row.warn(
      'roads',
      `道路網に「${missing.join('、')}」がありません。この路線のその道路は地図に出ません。` +
        (meant.length > 0 ? `「${meant.join('」「')}」のことなら、そう書いてください。` : ''),
      `The network has no road "${missing.join('", "')}": this part of the route will not be on the map.` +
        (meant.length > 0 ? ` If you mean "${meant.join('" or "')}", write that.` : ''),
    );
  }
};

/** The keys of roads whose number, name or key is what was written, width aside. */
const keysMeant = (network: RoadNetwork, written: string): string[] => {
  const wanted = written.normalize('NFKC');
  const roads = network.roads.filter(({ key, ref, name }) =>
    [key, ref, name].some((text) => text.normalize('NFKC') === wanted),
  );
  return [...new Set(roads.map((road) => road.key))];
};
