const ORDER = 16;
const SIDE = 1 << ORDER;

/** A function that ranks a line's first vertex along a Hilbert curve over the extent of all lines (micro-degrees). */
export function hilbertRank(lines: readonly (readonly number[])[]): (line: readonly number[]) => number {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of lines) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  const scale = (SIDE - 1) / Math.max(east - west, north - south, 1);
  return ([x, y]) => hilbertIndex(Math.floor((x - west) * scale), Math.floor((y - south) * scale));
}

/** Position of the cell (x, y) of a 65,536 × 65,536 grid along the Hilbert curve. */
function hilbertIndex(column: number, row: number): number {
  let [x, y, index] = [column, row, 0];
  for (let s = SIDE / 2; s > 0; s /= 2) {
    const rx = (x & s) > 0 ? 1 : 0;
    const ry = (y & s) > 0 ? 1 : 0;
    index += s * s * ((3 * rx) ^ ry);
    if (ry === 0) {
      if (rx === 1) [x, y] = [SIDE - 1 - x, SIDE - 1 - y];
      [x, y] = [y, x];
    }
  }
  return index;
}
