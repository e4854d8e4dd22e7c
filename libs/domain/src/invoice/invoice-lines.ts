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

const ofStandby = (lines: readonly StandbyLine[], taxPercent: number): InvoiceLine => {
  const machines = new Set(lines.map(({ machineCode }) => machineCode)).size;
  const isTimed = lines.every(
    ({ seconds, yenPerHour }) => seconds !== null && yenPerHour === lines[0].yenPerHour,
  );
  return {
    description: `${STANDBY_AMOUNT_JA[lines[0].kind]}(${machines} 台)`,
    seconds: isTimed ? lines.reduce((sum, { seconds }) => sum + seconds!, 0) : null,
    yenPerHour: isTimed ? lines[0].yenPerHour : null,
    amountYen: lines.reduce((sum, { yen }) => sum + yen, 0),
    taxPercent,
  };
};

/** A settlement as the lines of an invoice: one for each price, then one for each kind of standby. */
export const invoiceLines = (
  contract: Contract,
  settlement: Settlement,
  taxPercent: number,
): InvoiceLine[] => [
  ...[...groupBy(settlement.lines, ({ priceId }) => priceId).values()]
    .filter((lines) => lines.some(({ billedS }) => billedS > 0))
    .map((lines) => ofPrice(contract, lines, taxPercent)),
  ...[...groupBy(settlement.standby, ({ kind }) => kind).values()].map((lines) =>
    ofStandby(lines, taxPercent),
  ),
];
