import type { RoadNetwork } from '../network/road-network.js';
import type { Plane } from './plane.js';

const CELL_M = 100;
/** More cells than this make the cells larger instead. */
const MAXIMUM_CELLS = 8_000_000;

/** Which segments touch which square cell, in compressed rows: `segments[start[c] .. start[c + 1])`. */
export interface SegmentGrid {
  readonly cellM: number;
  readonly originX: number;
  readonly originY: number;
  readonly columns: number;
  readonly rows: number;
  readonly start: Int32Array;
  readonly segments: Int32Array;
}

interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

const boxOfAll = (network: RoadNetwork, plane: Plane): Box => {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (let i = 0; i < network.coordsE6.length; i += 2) {
    const x = plane.xOf(network.coordsE6[i]);
    const y = plane.yOf(network.coordsE6[i + 1]);
    box.minX = Math.min(box.minX, x);
    box.minY = Math.min(box.minY, y);
    box.maxX = Math.max(box.maxX, x);
    box.maxY = Math.max(box.maxY, y);
  }
  return network.coordsE6.length === 0 ? { minX: 0, minY: 0, maxX: 0, maxY: 0 } : box;
};

const cellSizeFor = (box: Box): number => {
  let cellM = CELL_M;
  while (((box.maxX - box.minX) / cellM + 1) * ((box.maxY - box.minY) / cellM + 1) > MAXIMUM_CELLS)
    cellM *= 2;
  return cellM;
};

/** Calls `visit` once for each cell that the bounding box of a piece of the segment touches; a cell may come twice. */
const visitCells = (
  network: RoadNetwork,
  plane: Plane,
  grid: Omit<SegmentGrid, 'start' | 'segments'>,
  visit: (segment: number, cell: number) => void,
): void => {
  const columnOf = (lngE6: number): number => Math.floor((plane.xOf(lngE6) - grid.originX) / grid.cellM);
  const rowOf = (latE6: number): number => Math.floor((plane.yOf(latE6) - grid.originY) / grid.cellM);
  const { coordsE6, geometryStart } = network;
  for (let segment = 0; segment < network.segmentCount; segment++) {
    for (let i = geometryStart[segment]; i + 1 < geometryStart[segment + 1]; i++) {
      const columnA = columnOf(coordsE6[2 * i]);
      const columnB = columnOf(coordsE6[2 * i + 2]);
      const rowA = rowOf(coordsE6[2 * i + 1]);
      const rowB = rowOf(coordsE6[2 * i + 3]);
      for (let row = Math.min(rowA, rowB); row <= Math.max(rowA, rowB); row++) {
        for (let column = Math.min(columnA, columnB); column <= Math.max(columnA, columnB); column++) {
          visit(segment, row * grid.columns + column);
        }
      }
    }
  }
};

/** Builds the grid in two walks over the segments: count, then fill. */
export const buildSegmentGrid = (network: RoadNetwork, plane: Plane): SegmentGrid => {
  const box = boxOfAll(network, plane);
  const cellM = cellSizeFor(box);
  const columns = Math.floor((box.maxX - box.minX) / cellM) + 1;
  const rows = Math.floor((box.maxY - box.minY) / cellM) + 1;
  const frame = { cellM, originX: box.minX, originY: box.minY, columns, rows };
  const last = new Int32Array(columns * rows).fill(-1);
  const start = new Int32Array(columns * rows + 1);
  visitCells(network, plane, frame, (segment, cell) => {
    if (last[cell] !== segment) start[cell + 1]++;
    last[cell] = segment;
  });
  for (let cell = 0; cell < columns * rows; cell++) start[cell + 1] += start[cell];
  const segments = new Int32Array(start[columns * rows]);
  const next = start.slice();
  last.fill(-1);
  visitCells(network, plane, frame, (segment, cell) => {
    if (last[cell] !== segment) segments[next[cell]++] = segment;
    last[cell] = segment;
  });
  return { ...frame, start, segments };
};
