import type { RoadNetwork } from '#domain';
import { type Areas, CLEARANCE_WORDS, type NetworkState, printInstant, shownState } from '#wire';
import type { AreaCells } from './area-cells.js';

/** Undirected kilometres by clearance word and the latest plowing, cell by cell; by name, then cell. */
export const areaList = (network: RoadNetwork, { cells, cellOf }: AreaCells, state: NetworkState): Areas => {
  const lengthCm = cells.map(() => new Float64Array(CLEARANCE_WORDS.length));
  const plowedAtMin = new Uint32Array(cells.length);
  for (let s = 0; s < network.segmentCount; s += 1) {
    const { clearance } = shownState(state, s);
    lengthCm[cellOf[s]][clearance] += network.lengthCm[s];
    const newest = Math.max(state.plowedAtMin[2 * s], state.plowedAtMin[2 * s + 1]);
    plowedAtMin[cellOf[s]] = Math.max(plowedAtMin[cellOf[s]], newest);
  }
  const areas = cells.map((cell, index) => ({
    ...cell,
    km: kilometres(lengthCm[index]),
    lastPlowedAt: plowedAtMin[index] === 0 ? null : printInstant(plowedAtMin[index] * 60_000),
  }));
  areas.sort((a, b) => a.name.localeCompare(b.name, 'ja') || (a.cell < b.cell ? -1 : 1));
  return { asOfAt: printInstant(state.asOfAt), areas };
};

function kilometres(lengthCm: Float64Array): Record<string, number> {
  const km: Record<string, number> = {};
  CLEARANCE_WORDS.forEach((word, code) => {
    if (lengthCm[code] > 0) km[word] = Math.round(lengthCm[code] / 1_000) / 100;
  });
  return km;
}
