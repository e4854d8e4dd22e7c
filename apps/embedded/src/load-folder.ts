import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CsvError, parseCsv } from '#documents';
import type { Boundary } from '#domain';
import { ACCOUNT_COLUMNS, readAccount } from './load-accounts.js';
import { readBoundaries } from './load-boundaries.js';
import type { Placed } from './load-checks.js';
import { CONTRACT_FILES } from './load-contracts.js';
import * as files from './load-files.js';
import { type Column, type Findings, type SheetRow, sheetRows } from './load-sheet.js';

const CSV_FILES = [
  'authorities',
  'contractors',
  'work_zones',
  'vehicles',
  'devices',
  'assignments',
  'routes',
  'plan',
  'accounts',
];
const BOUNDARY_FILE = 'work_zones.geojson';

/** Reads the CSV files of one folder; what is wrong is collected, not thrown. */
class FolderReader {
  constructor(
    private readonly folder: string,
    private readonly findings: Findings,
  ) {}

  rows<Value, Field extends string>(
    name: string,
    columns: Readonly<Record<Field, Column>>,
    read: (row: SheetRow<Field>) => Value,
  ): Placed<Value, Field>[] {
    const file = `${name}.csv`;
    const place = path.join(this.folder, file);
    if (!existsSync(place)) return [];
    try {
      const rows = sheetRows(parseCsv(readFileSync(place), file), columns, this.findings);
      return rows.map((row) => ({ value: read(row), row }));
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      this.findings.errors.push(error);
      return [];
    }
  }

  boundaries(zoneCodes: ReadonlySet<string>): ReturnType<typeof readBoundaries> {
    const place = path.join(this.folder, BOUNDARY_FILE);
    if (!existsSync(place)) return new Map();
    return readBoundaries(readFileSync(place, 'utf8'), zoneCodes, this.findings);
  }
}

const readFiles = (reader: FolderReader) => ({
  authorities: reader.rows('authorities', files.AUTHORITY_COLUMNS, files.readAuthority),
  contractors: reader.rows('contractors', files.CONTRACTOR_COLUMNS, files.readContractor),
  workZones: reader.rows('work_zones', files.WORK_ZONE_COLUMNS, files.readWorkZone),
  vehicles: reader.rows('vehicles', files.VEHICLE_COLUMNS, files.readVehicle),
  devices: reader.rows('devices', files.DEVICE_COLUMNS, files.readDevice),
  assignments: reader.rows('assignments', files.ASSIGNMENT_COLUMNS, (row) => ({
    deviceCode: row.code('device'),
    vehicleCode: row.code('vehicle'),
    fromAt: (row.required('from') === '' ? null : files.readFromAt(row)) ?? 0,
  })),
  routes: reader.rows('routes', files.ROUTE_COLUMNS, files.readRoute),
  plan: reader.rows('plan', files.PLAN_COLUMNS, files.readPlanEntry),
  accounts: reader.rows('accounts', ACCOUNT_COLUMNS, readAccount),
});
/** Every row of a folder, by file, with the boundaries of its work zones. */
export type FolderRows = ReturnType<typeof readFiles> & { readonly boundaries: Map<string, Boundary> };

const warnOfStrangers = (folder: string, findings: Findings): void => {
  for (const file of readdirSync(folder).filter((name) => name.toLowerCase().endsWith('.csv'))) {
    if (CSV_FILES.includes(file.slice(0, -4))) continue;
    const names = CSV_FILES.map((name) => `${name}.csv`).join(', ');
    const [ja, en] = [
      `このファイルは読みません。読むのは ${names} です。`,
      `Not read: the files are ${names}.`,
    ];
    findings.warnings.push(new CsvError({ file, line: 1, column: 1 }, ja, en));
  }
};

/**
 * Reads the CSV files of a folder (any of them may be missing) and `work_zones.geojson`; what is wrong is collected
 * in `findings`. @throws Error when the folder has none of the files.
 */
export const readFolder = (folder: string, findings: Findings): FolderRows => {
  const files = [...CSV_FILES.map((name) => `${name}.csv`), ...CONTRACT_FILES];
  if (!files.some((file) => existsSync(path.join(folder, file)))) {
    const names = files.join(', ');
    throw new Error(
      `${folder} に登録ファイルがありません。${names} のあるフォルダーを指定してください。\n` +
        `  ${folder} has no file of the register: name the folder with ${names}.`,
    );
  }
  warnOfStrangers(folder, findings);
  const reader = new FolderReader(folder, findings);
  const rows = readFiles(reader);
  const zoneCodes = new Set(rows.workZones.map(({ value }) => value.code));
  return { ...rows, boundaries: reader.boundaries(zoneCodes) };
};
