/** Joins the member ways of a multipolygon, given as node ids, into closed rings; what does not close is left out. */
export function joinRings(lines: readonly (readonly number[])[]): number[][] {
  const open = lines.filter((line) => line.length >= 2).map((line) => [...line]);
  const rings: number[][] = [];
  while (open.length > 0) {
    const ring = open.shift() as number[];
    while (!isClosed(ring)) {
      const end = ring[ring.length - 1];
      const next = open.findIndex((line) => line[0] === end || line[line.length - 1] === end);
      if (next < 0) break;
      const [line] = open.splice(next, 1);
      ring.push(...(line[0] === end ? line : line.reverse()).slice(1));
    }
    if (isClosed(ring)) rings.push(ring);
  }
  return rings;
}

const isClosed = (line: readonly number[]): boolean => line.length >= 4 && line[0] === line[line.length - 1];
