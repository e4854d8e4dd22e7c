/** What the publisher writes and the public plane serves, besides tiles and the binary state (state.ts). */

/** `GET /current.json`: which network and state are current, and how time runs. */
export interface Current {
  networkHash: string;
  /**
   * First part of the tiles' addresses, `/tiles/<tilesHash>/z/x/y.mvt`: it follows the network, the plan laid over it
   * and the layout of the tiles, so that each address can be kept for a year. Empty while nothing is loaded.
   */
  tilesHash: string;
  /** ISO 8601, +09:00: the instant the state speaks of. */
  asOfAt: string;
  /** Storm seconds per second; 1 on a real night. */
  clockRate: number;
  /** `[west, south, east, north]` in degrees. */
  bounds: [number, number, number, number];
  segmentCount: number;
  /** True for the generated demo network: the page says so. */
  generated: boolean;
  /** What the network was made from (attribution). */
  source: string;
  /** Figures of the head of the page. */
  summary: {
    targetKm: number;
    clearedKm: number;
    vehiclesAtWork: number;
    /** New snow since the storm began, the largest of the areas; null without a storm. */
    newSnowCm: number | null;
    stormStartedAt: string | null;
  };
  /** Nothing is loaded yet: the page says which command to run. */
  empty: boolean;
}

/** `GET /areas.json`: the list that says the same as the map, for search, screen readers and low zooms. */
export interface Areas {
  asOfAt: string;
  areas: Area[];
}

export interface Area {
  /** H3 cell of resolution 8 that the area stands for. */
  cell: string;
  /** Name of the nearest place (町名) to the cell's centre, or what stands in for one; several cells may share it. */
  name: string;
  /** Without places on the map a cell goes by its longest road, and without named roads by its position. */
  namedBy: 'place' | 'road' | 'position';
  lat: number;
  lng: number;
  /** Undirected kilometres by clearance word; words with 0 are left out. */
  km: Partial<Record<string, number>>;
  /** Latest plowing in the cell, ISO 8601 +09:00. */
  lastPlowedAt: string | null;
}
