import type { LocalDate } from '../calendar/local-date.js';
import { type SpanPiece, SpanSplitter } from '../calendar/split-span.js';
import { type Contract, type ContractMachine, contractMachineOn } from '../contract/contract.js';
import {
  findPrice,
  missingPrice,
  type Price,
  type PriceFault,
  type PriceQuery,
} from '../contract/price-table.js';
import type { Fault } from '../fault.js';
import type { BillableReport, ReportSpan } from '../report/report-span.js';

/** Where a span stands: the report, the dispatch and the index in it. */
export interface SpanPlace {
  readonly report: BillableReport;
  readonly dispatchNo: number;
  readonly span: number;
}

/** Seconds at one price: a span cut at every border, with its price. */
export interface BillablePiece extends SpanPiece {
  readonly place: SpanPlace;
  readonly source: ReportSpan;
  readonly ownerCode: string;
  readonly price: Price;
  /** True for seconds that no span has: what the minimum per dispatch adds. */
  readonly isTopUp: boolean;
}

export type PieceFault = 'machine_off_contract' | 'owner_off_contract' | PriceFault;

/** Pieces of one report in order of time, or what keeps the report from being paid. */
export interface PiecesOrFaults {
  readonly pieces: readonly BillablePiece[];
  readonly faults: readonly Fault<PieceFault>[];
}

const machineOff = (
  contract: Contract,
  { reportNo, machineCode }: BillableReport,
  date: LocalDate,
): Fault<PieceFault> => ({
  code: 'machine_off_contract',
  ja: `日報「${reportNo}」の機械「${machineCode}」は ${date} には契約「${contract.id}」にありません。契約に加えるか、日報を差し戻してください。`,
  en: `Machine "${machineCode}" of report "${reportNo}" is not on contract "${contract.id}" on ${date}: add it to the contract or return the report.`,
});

const ownerOff = (
  contract: Contract,
  { reportNo }: BillableReport,
  ownerCode: string | null,
): Fault<PieceFault> => ({
  code: 'owner_off_contract',
  ja: `日報「${reportNo}」に、契約「${contract.id}」の対象でない管理者「${ownerCode ?? '不明'}」の道路の作業があります。日報を差し戻してください。`,
  en: `Report "${reportNo}" has work on roads of "${ownerCode ?? 'unknown'}", whom contract "${contract.id}" does not cover: return the report.`,
});

/** Is the span's time paid by the hour? Work is, deadhead where the contract says so; standby is the policies' matter. */
export const isBillable = (contract: Contract, span: ReportSpan): boolean =>
  span.activity === 'work' || (span.activity === 'deadhead' && contract.deadheadBillable);

/** Cuts the billable spans of one contract's reports into pieces and finds their prices. */
export class PieceCutter {
  readonly #splitter: SpanSplitter;
  readonly #owners: ReadonlySet<string>;
  readonly #prices = new Map<string, Price | null>();
  readonly #machines = new Map<string, ContractMachine | null>();

  constructor(private readonly contract: Contract) {
    this.#splitter = new SpanSplitter(contract.calendar);
    this.#owners = new Set(contract.owners.map(({ authorityCode }) => authorityCode));
  }

  cut(report: BillableReport): PiecesOrFaults {
    const pieces: BillablePiece[] = [];
    const faults = new Map<string, Fault<PieceFault>>();
    for (const { dispatchNo, spans } of report.dispatches)
      spans.forEach((source, span) => {
        if (!isBillable(this.contract, source)) return;
        for (const piece of this.#splitter.split(source)) {
          const priced = this.#priced(piece, source, { report, dispatchNo, span });
          if ('price' in priced) pieces.push(priced);
          else faults.set(priced.en, priced);
        }
      });
    return { pieces, faults: [...faults.values()] };
  }

  #priced(piece: SpanPiece, source: ReportSpan, place: SpanPlace): BillablePiece | Fault<PieceFault> {
    const { ownerCode, workType } = source;
    const machine = this.#machineOn(place.report.machineCode, piece.date);
    if (machine === null) return machineOff(this.contract, place.report, piece.date);
    if (ownerCode === null || !this.#owners.has(ownerCode))
      return ownerOff(this.contract, place.report, ownerCode);
    const { machineType, machineSpec, ownership } = machine;
    const { timeBand, dayType, date } = piece;
    const query = { machineType, machineSpec, ownership, workType, timeBand, dayType, date };
    const price = this.#priceOf(query);
    if (price === null) return missingPrice(this.contract, query);
    return { ...piece, place, source, ownerCode, price, isTopUp: false };
  }

  #machineOn(machineCode: string, date: LocalDate): ContractMachine | null {
    const key = `${machineCode} ${date}`;
    let machine = this.#machines.get(key);
    if (machine === undefined) {
      machine = contractMachineOn(this.contract, machineCode, date);
      this.#machines.set(key, machine);
    }
    return machine;
  }

  #priceOf(query: PriceQuery): Price | null {
    const key = Object.values(query).join('\n');
    let price = this.#prices.get(key);
    if (price === undefined) {
      price = findPrice(this.contract.prices, query);
      this.#prices.set(key, price);
    }
    return price;
  }
}
