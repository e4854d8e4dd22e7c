import type { Contract } from '../contract/contract.js';
import { printClass } from '../contract/machine-class.js';
import { DAY_TYPE_JA } from '../contract/price-table.js';
import { groupBy } from '../group-by.js';
import type { Settlement, SettlementLine, StandbyLine } from '../settlement/settlement.js';
import { STANDBY_AMOUNT_JA } from '../standby/standby-facts.js';
import type { InvoiceLine } from './invoice.js';

const ofPrice = (contract: Contract, lines: readonly SettlementLine[], taxPercent: number): InvoiceLine => {
  const [first] = lines;
  const band = contract.calendar.timeBands.find(({ code }) => code === first.timeBand);
  return {
    description: `${printClass(first)} ${band?.name ?? first.timeBand}・${DAY_TYPE_JA[first.dayType]}`,
    seconds: lines.reduce((sum, { billedS }) => sum + billedS, 0),
    yenPerHour: first.yenPerHour,
    amountYen: lines.reduce((sum, { yen }) => sum + yen, 0),
    taxPercent,
  };
};

/** Standby of one kind at one rate, or whole sums of one kind. */
const ofStandby = (lines: readonly StandbyLine[], taxPercent: number): InvoiceLine => {
  const [{ kind, seconds, yenPerHour }] = lines;
  const machines = new Set(lines.map(({ machineCode }) => machineCode)).size;
  return {
    description: `${STANDBY_AMOUNT_JA[kind]}(${machines} 台)`,
    seconds: seconds === null ? null : lines.reduce((sum, line) => sum + line.seconds!, 0),
    yenPerHour,
    amountYen: lines.reduce((sum, { yen }) => sum + yen, 0),
    taxPercent,
  };
};

const rateOf = ({ kind, seconds, yenPerHour }: StandbyLine): string =>
  [kind, seconds === null ? 'whole' : 'timed', yenPerHour].join(' ');

/** By kind in order of first appearance, each by rate. */
const standbyGroups = (lines: readonly StandbyLine[]): StandbyLine[][] =>
  [...groupBy(lines, ({ kind }) => kind).values()].flatMap((ofKind) => [...groupBy(ofKind, rateOf).values()]);

/** A settlement as the lines of an invoice: one for each price, then one for each kind of standby and its rate. */
export const invoiceLines = (
  contract: Contract,
  settlement: Settlement,
  taxPercent: number,
): InvoiceLine[] => [
  ...[...groupBy(settlement.lines, ({ priceId }) => priceId).values()]
    .filter((lines) => lines.some(({ billedS }) => billedS > 0))
    .map((lines) => ofPrice(contract, lines, taxPercent)),
  ...standbyGroups(settlement.standby).map((lines) => ofStandby(lines, taxPercent)),
];
