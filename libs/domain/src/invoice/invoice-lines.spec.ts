import type { Contract } from '../contract/contract.js';
import { handBuiltContract } from '../contract/hand-built-contract.js';
import { reportOf, workSpan } from '../report/hand-built-report.js';
import { settleMonth } from '../settlement/settle-month.js';
import { invoiceInput } from './hand-built-invoice.js';
import { invoiceLines } from './invoice-lines.js';
import { makeInvoice } from './make-invoice.js';

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
