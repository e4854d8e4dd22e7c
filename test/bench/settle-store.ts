import { rmSync } from 'node:fs';
import {
  advanceReport,
  type DailyReport,
  type LocalDate,
  type ReportStanding,
  type RoadNetwork,
} from '#domain';
import { type PaperParts, readBooks, saveContractBook } from '#paperwork';
import {
  Database,
  insertReports,
  insertStandingSteps,
  listReportHeads,
  migrate,
  type Queryable,
  saveRegister,
} from '#store';
import { type EmbeddedPostgres, startPostgres } from '../../apps/embedded/src/postgres.js';
import { comparisonsOf } from '../../libs/paperwork/src/record-comparing.js';
import { makeDataDir } from '../support/embedded-process.js';
import { routesOf } from './settle-roads.js';
import { AUTHORITIES, type World } from './settle-world.js';

/** Reports stored in one transaction. */
const AT_ONCE = 20;

/** Tables whose rows are told. */
const TABLES = [
  'daily_report',
  'report_step',
  'finding',
  'settlement',
  'settlement_line',
  'settlement_report',
  'invoice',
] as const;

const saveWorld = async (
  tx: Queryable,
  world: World,
  { network, at }: { network: RoadNetwork; at: number },
): Promise<void> => {
  await saveRegister(tx, {
    authorities: AUTHORITIES,
    contractors: world.issuers.map(({ contractorCode, name }) => ({ code: contractorCode, name })),
    workZones: [],
    vehicles: world.machines.map((machine) => ({
      code: machine.machineCode,
      name: machine.machineCode,
      contractorCode: machine.contractorCode,
      authorityCode: AUTHORITIES[1].code,
      machineType: machine.machineType,
      machineSpec: machine.machineSpec,
      ownership: machine.ownership,
      plateNo: machine.plateNo,
      depotLatE6: null,
      depotLngE6: null,
    })),
    devices: [],
    assignments: [],
    routes: routesOf(network),
  });
  await saveContractBook(tx, world, { by: 'bench', at });
};

/** The steps from a draft to its approval, as the contractor and the client take them. */
const STEPS = [
  [{ action: 'submit' }, 'contractor'],
  [{ action: 'check' }, 'client'],
  [{ action: 'approve', isChanged: false, findings: [] }, 'client'],
] as const;

/** A server of PostgreSQL as `npm start` runs it, durable on disk, with the world's register and contracts. */
export class BenchStore {
  private constructor(
    private readonly server: EmbeddedPostgres,
    private readonly dataDir: string,
    readonly parts: PaperParts,
  ) {}

  static async open(world: World, network: RoadNetwork, at: number): Promise<BenchStore> {
    const dataDir = makeDataDir();
    const server = await startPostgres({ dataDir });
    await migrate(server.url);
    const database = new Database(server.url);
    await database.transaction((tx) => saveWorld(tx, world, { network, at }));
    return new BenchStore(server, dataDir, { database, network });
  }

  /** Stores drafts and takes them to their approval; returns them approved. */
  async addApproved(drafts: readonly DailyReport[], at: number): Promise<DailyReport[]> {
    const approved: DailyReport[] = [];
    for (let from = 0; from < drafts.length; from += AT_ONCE)
      approved.push(
        ...(await this.parts.database.transaction((tx) =>
          this.approve(tx, drafts.slice(from, from + AT_ONCE), at),
        )),
      );
    return approved;
  }

  /**
   * Counts what the machines' days would have recorded, and notes that every report was compared with it, as its approval does.
   * The fixes and passes themselves are not stored: nothing of a month's settling reads them.
   */
  async noteCompared(dates: readonly LocalDate[]): Promise<void> {
    const { database, network } = this.parts;
    await database.query(
      `INSERT INTO record_day (vehicle_id, source, date, changes)
       SELECT vehicle.id, source, date, 1 FROM vehicle, unnest($1::text[]) AS source, unnest($2::date[]) AS date`,
      [['fix', 'pass', 'event'], dates],
    );
    const books = await readBooks(database, network);
    const last = await comparisonsOf(database, await listReportHeads(database, {}), books);
    await database.query(
      `UPDATE daily_report SET compared_with = compared.with_what
       FROM unnest($1::text[], $2::text[]) AS compared (report_no, with_what)
       WHERE daily_report.report_no = compared.report_no`,
      [[...last.keys()], [...last.values()].map(({ now }) => now)],
    );
  }

  /** The statistics that autovacuum would have made by the time that a month is settled. */
  async analyze(): Promise<void> {
    await this.parts.database.query('VACUUM (ANALYZE)');
  }

  async rows(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const table of TABLES) {
      const [{ n }] = await this.parts.database.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`);
      counts[table] = n;
    }
    return counts;
  }

  async bytes(): Promise<number> {
    const [{ n }] = await this.parts.database.query<{ n: number }>(
      'SELECT pg_database_size(current_database()) AS n',
    );
    return n;
  }

  async close(): Promise<void> {
    await this.parts.database.close();
    await this.server.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private async approve(tx: Queryable, drafts: readonly DailyReport[], at: number): Promise<DailyReport[]> {
    await insertReports(tx, drafts, at);
    let reports: readonly DailyReport[] = drafts;
    for (const [advance, role] of STEPS) {
      reports = reports.map((report) => {
        const actor = { by: 'bench', role, at, seenSteps: report.history.length };
        const { report: next, fault } = advanceReport(report, advance, actor);
        if (next === null) throw new Error(fault.en);
        return next;
      });
      await insertStandingSteps(tx, reports satisfies readonly ReportStanding[], at);
    }
    return [...reports];
  }
}
