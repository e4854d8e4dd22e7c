import type { DailyReport, Fault, ReportRole } from '#domain';
import { smallTown } from '#fixtures';
import {
  type AskedStep,
  approveClean,
  decideFinding,
  type MadeSummary,
  makeReportsOf,
  type PaperParts,
  PaperRefusal,
  type ReleasedPeriod,
  releaseSettlementOf,
  type SettledPeriod,
  type SettleOrder,
  settlePeriod,
  stepReports,
} from '#paperwork';
import {
  type Database,
  findReport,
  listFindings,
  listReportHeads,
  saveIssuer,
  saveRecipient,
  saveRegister,
} from '#store';
import { ISSUER } from '../../libs/domain/src/invoice/hand-built-invoice.js';
import { type ClonedDatabase, cloneDatabase } from './database.js';
import type { Night } from './driven-night.js';
import { storeNight, storeNights } from './paper-world.js';

const FROM_AT = Date.parse('2026-01-24T20:00:00+09:00');
const TO_AT = FROM_AT + 3_600_000;
export const NIGHT: Night = { vehicle: 'T-2', roads: ['row 0', 'row 1'], fromAt: FROM_AT, toAt: TO_AT };
const AT = Date.parse('2026-02-02T09:00:00+09:00');
export const STAMP = { by: '係員', at: AT };
const RANGE = { fromDate: '2026-01-24', toDate: '2026-01-24' };
export const ORDER = { contractId: 'K-C1', period: '2026-01' };

/** The sentence that refuses something. Fails where it is not refused. */
export const faultOf = async (run: Promise<unknown>): Promise<Fault> => {
  const error = await run.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof PaperRefusal) return error.faults[0];
  throw new Error(`Not refused, but: ${error}`);
};

/** A small town's night in a store of its own: two machines of one contractor, made into reports. */
export class TownMonth {
  private constructor(
    private readonly clone: ClonedDatabase,
    readonly parts: PaperParts,
    readonly reportNo: string,
  ) {}

  /** With `contractorOfT3` that contractor has T-3, and a contract of its own. */
  static async start(contractorOfT3 = 'C1'): Promise<TownMonth> {
    const town = smallTown();
    const clone = await cloneDatabase();
    const database = clone.open();
    const hired: Readonly<Record<string, string>> = { 'T-2': 'C1', 'T-3': contractorOfT3 };
    const vehicles = town.register.vehicles.map((vehicle) =>
      vehicle.code in hired
        ? { ...vehicle, contractorCode: hired[vehicle.code], machineSpec: '11t級' }
        : vehicle,
    );
    const contractors = [
      { code: 'C1', name: '𠮷髙土木' },
      { code: 'C2', name: '六花建設' },
    ];
    await database.transaction((tx) => saveRegister(tx, { ...town.register, contractors, vehicles }));
    await saveRecipient(database, { clientCode: 'city', addressee: '架空市長' }, STAMP);
    await storeNights(database, town.network, {
      clientCode: 'city',
      nights: [NIGHT, { vehicle: 'T-3', roads: ['row 4', 'row 5'], fromAt: FROM_AT, toAt: TO_AT }],
      at: AT,
    });
    const heads = await listReportHeads(database, { contractIds: ['K-C1'], machineCodes: ['T-2'] });
    const parts = { database, network: town.network };
    return new TownMonth(clone, parts, heads[0].reportNo);
  }

  get database(): Database {
    return this.parts.database;
  }

  async stop(): Promise<void> {
    await this.database.close();
    await this.clone.drop();
  }

  async report(): Promise<DailyReport> {
    return (await findReport(this.database, this.reportNo))!;
  }

  async step(
    step: AskedStep,
    role: ReportRole,
    { by = role, reportNo = this.reportNo }: { by?: string; reportNo?: string } = {},
  ): Promise<DailyReport> {
    const { history } = (await findReport(this.database, reportNo))!;
    const actor = { by, role, at: AT, seenSteps: history.length };
    return (await stepReports(this.parts, step, [{ reportNo, actor }]))[0];
  }

  make(range = RANGE): Promise<MadeSummary> {
    return makeReportsOf(this.parts, { range, at: AT });
  }

  approveAll(range = RANGE): ReturnType<typeof approveClean> {
    return approveClean(this.parts, { filter: range, by: '監督員', at: AT });
  }

  settle(order: Partial<SettleOrder> = {}, stamp = STAMP): Promise<SettledPeriod> {
    return settlePeriod(this.parts, { ...ORDER, ...order }, stamp);
  }

  async settleAndRelease(order: Partial<SettleOrder> = {}): Promise<ReleasedPeriod> {
    return releaseSettlementOf(this.parts, await this.settle(order), STAMP);
  }

  /** Somebody decides to pay what the audits found, so far as nobody did yet; how many that were. */
  async payAll(): Promise<number> {
    const found = await listFindings(this.database, { stage: 'audit' });
    const open = found.filter(({ decisions }) => decisions.length === 0);
    for (const { finding } of open)
      await decideFinding(this.parts, {
        ...{
          findingId: finding.id,
          clientCode: null,
          decision: 'pay',
          withheldReportNos: [],
          reason: '確かめた',
        },
        ...STAMP,
      });
    return open.length;
  }

  saveIssuer(contractorCode = 'C1'): Promise<void> {
    return saveIssuer(this.database, { ...ISSUER, contractorCode }, STAMP);
  }

  /** T-2 went on until some minutes after its night, which its device sends later; of `gapMinutes` nothing ever comes. */
  lateFixes(minutes = 4, gapMinutes = 0): Promise<void> {
    const fromAt = gapMinutes === 0 ? FROM_AT : TO_AT + gapMinutes * 60_000;
    const night = { ...NIGHT, fromAt, toAt: TO_AT + minutes * 60_000 };
    return storeNight(this.database, this.parts.network, night);
  }
}
