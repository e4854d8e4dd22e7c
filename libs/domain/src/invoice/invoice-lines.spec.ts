import type { Contract } from '../contract/contract.js';
import { DOZER, handBuiltContract } from '../contract/hand-built-contract.js';
import { reportOf, workSpan } from '../report/hand-built-report.js';
import { settleMonth } from '../settlement/settle-month.js';
import { invoiceInput } from './hand-built-invoice.js';
import type { Invoice } from './invoice.js';
import { invoiceLines } from './invoice-lines.js';
import { type InvoiceInput, makeInvoice } from './make-invoice.js';

const evening = workSpan('2027-01-12 17:00:00', '2027-01-12 17:02:00', 'shi');
const dayAndEvening = reportOf([[workSpan('2027-01-12 16:00:00', '2027-01-12 17:00:00', 'shi'), evening]]);
const settle = (contract: Contract) =>
  settleMonth({ contract, month: '2027-01', reports: [dayAndEvening], earlier: [] }).settlement!;

describe('invoiceLines', () => {
  it('leaves out a price of which nothing is left when time is rounded', () => {
    const settlement = settle(handBuiltContract());
    // Two minutes of evening round to nothing: the settlement says so, the invoice asks for nothing.
    expect(settlement.lines.map(({ rawS, billedS }) => [rawS, billedS])).toEqual([
      [3600, 3600],
      [120, 0],
    ]);
    expect(invoiceLines(handBuiltContract(), settlement, 10).map(({ seconds }) => seconds)).toEqual([3600]);
  });
});

describe('an invoice', () => {
  const invoiceOf = (changes: Partial<InvoiceInput>): Invoice => makeInvoice(invoiceInput(changes)).invoice!;

  it('lists standby by kind', () => {
    const contract = handBuiltContract({
      standby: [
        { kind: 'fixed_monthly', months: [1], rates: [{ ...DOZER, yenPerMonth: 85_000 }] },
        {
          kind: 'monthly_min_hours',
          months: [1],
          minimumHours: 20,
          rates: [{ ...DOZER, yenPerHour: 9_000 }],
        },
      ],
    });
    const { settlement } = settleMonth({ contract, month: '2027-01', reports: [], earlier: [] });
    expect(
      invoiceOf({ contract, settlement: settlement! }).lines.map(({ description, seconds, amountYen }) => [
        description,
        seconds,
        amountYen,
      ]),
    ).toEqual([
      ['固定費(1 台)', null, 85_000],
      ['最低保証(1 台)', 72_000, 180_000],
    ]);
  });

  it('lists standby of each rate apart, with its hours, and for the same money', () => {
    const larger = { ...DOZER, machineSpec: '13t級' };
    const machines = [DOZER, larger, DOZER].map((machine, i) => ({
      ...{ ...machine, machineCode: `J0${i + 1}` },
      ...{ snowArea: null, fromDate: null, toDate: null },
    }));
    const rates = [
      { ...DOZER, yenPerHour: 9_001 },
      { ...larger, yenPerHour: 11_003 },
    ];
    const contract = handBuiltContract({
      machines,
      standby: [{ kind: 'monthly_min_hours', months: [1], minimumHours: 0.7, rates }],
    });
    const settlement = settleMonth({ contract, month: '2027-01', reports: [], earlier: [] }).settlement!;
    const invoice = invoiceOf({
      contract,
      settlement,
      recipient: { clientCode: 'shi', addressee: '市長', template: 'komatsu' },
    });
    expect(
      invoice.lines.map(({ description, seconds, yenPerHour, amountYen }) => [
        description,
        seconds,
        yenPerHour,
        amountYen,
      ]),
    ).toEqual([
      ['最低保証(2 台)', 5_040, 9_001, 12_600],
      ['最低保証(1 台)', 2_520, 11_003, 7_702],
    ]);
    expect(invoice.netYen).toBe(settlement.totalYen);
  });
});

describe('the period of an invoice', () => {
  const periodUnder = (changes: Partial<Contract>) => {
    const contract = handBuiltContract(changes);
    const { invoice } = makeInvoice(invoiceInput({ contract, settlement: settle(contract) }));
    return [invoice?.fromDate, invoice?.toDate];
  };

  it('is the month, as far as the contract runs', () => {
    expect(periodUnder({})).toEqual(['2027-01-01', '2027-01-31']);
    expect(periodUnder({ fromDate: '2027-01-12' })).toEqual(['2027-01-12', '2027-01-31']);
    expect(periodUnder({ toDate: '2027-01-12' })).toEqual(['2027-01-01', '2027-01-12']);
  });
});
