import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CsvError, type CsvTable, parseCsv } from '#documents';

/** A recorded position of a real plow. */
export interface ReplayFix {
  /** Epoch ms. */
  readonly at: number;
  readonly lat: number;
  readonly lng: number;
  /** The vehicle's own odometer, in metres. */
  readonly odometerM: number;
}

export interface ReplayTruck {
  readonly code: string;
  /** Distinct, in order of time. */
  readonly fixes: readonly ReplayFix[];
}

/** A recorded storm. */
export interface ReplayStorm {
  readonly file: string;
  /** Lines of the file; those that say the same as another count once in the trucks' fixes. */
  readonly rowCount: number;
  readonly fixCount: number;
  readonly trucks: readonly ReplayTruck[];
  /** Times of the first and the last fix, epoch ms. */
  readonly fromAt: number;
  readonly toAt: number;
}

const MILE_M = 1609.344;
const HEADINGS = ['truck', 'time_utc', 'lat', 'lon', 'odometer_mi'] as const;

const columnsOf = (table: CsvTable): number[] =>
  HEADINGS.map((heading) => {
    const column = table.header.indexOf(heading);
    if (column !== -1) return column;
    throw new CsvError(
      { file: table.file, line: 1, column: 1 },
      `見出し「${heading}」がありません。見出しは ${HEADINGS.join(',')} です。`,
      `There is no column "${heading}": the header is ${HEADINGS.join(',')}.`,
    );
  });

const readRow = (table: CsvTable, row: CsvTable['rows'][number], columns: readonly number[]): ReplayFix => {
  const [, time, lat, lon, odometer] = columns.map((column) => row.cells[column]);
  const values = [
    Date.parse(time),
    Number(lat || Number.NaN),
    Number(lon || Number.NaN),
    Number(odometer || Number.NaN),
  ];
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong !== -1) {
    const column = columns[wrong + 1];
    throw new CsvError(
      { file: table.file, line: row.line, column: column + 1, heading: table.header[column] },
      `「${row.cells[column]}」は読めません。この行を直すか除いてください。`,
      `"${row.cells[column]}" cannot be read: correct or remove this line.`,
    );
  }
  return { at: values[0], lat: values[1], lng: values[2], odometerM: values[3] * MILE_M };
};

/** What makes two records of a truck the same fix (contracts: Fixes). */
const keyOf = (fix: ReplayFix): string =>
  `${fix.at} ${Math.round(fix.lat * 1e6)} ${Math.round(fix.lng * 1e6)}`;

/** Reads the lines of a recorded storm. @throws CsvError that names file, line and column. */
export const stormOf = (table: CsvTable): ReplayStorm => {
  const columns = columnsOf(table);
  const byTruck = new Map<string, Map<string, ReplayFix>>();
  for (const row of table.rows) {
    const code = row.cells[columns[0]];
    const fixes = byTruck.get(code) ?? new Map<string, ReplayFix>();
    const fix = readRow(table, row, columns);
    if (!fixes.has(keyOf(fix))) fixes.set(keyOf(fix), fix);
    byTruck.set(code, fixes);
  }
  const trucks = [...byTruck].map(([code, fixes]) => ({
    code,
    fixes: [...fixes.values()].sort((a, b) => a.at - b.at),
  }));
  return {
    file: table.file,
    rowCount: table.rows.length,
    fixCount: trucks.reduce((sum, { fixes }) => sum + fixes.length, 0),
    trucks,
    fromAt: Math.min(...trucks.map(({ fixes }) => fixes[0].at)),
    toAt: Math.max(...trucks.map(({ fixes }) => fixes[fixes.length - 1].at)),
  };
};

/** Reads `truck,time_utc,lat,lon,odometer_mi`, gzipped or not. */
export const readStorm = async (file: string): Promise<ReplayStorm> => {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${file} cannot be read (${error.code}): name a file of recorded fixes with --fixes.`);
  });
  const storm = stormOf(parseCsv(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, path.basename(file)));
  if (storm.fixCount === 0) throw new Error(`${file} has no fix: name a file of recorded fixes.`);
  return storm;
};
