import { handBuiltContract } from '../contract/hand-built-contract.js';
import { reportOf, workSpan } from '../report/hand-built-report.js';
import { settleMonth } from '../settlement/settle-month.js';
import type { InvoiceIssuer } from './invoice.js';
import type { InvoiceInput } from './make-invoice.js';

/** An invoice for specs. People, addresses and accounts are plainly invented. */
export const ISSUER: InvoiceIssuer = {
  contractorCode: 'C01',
  name: '六花建設(架空)',
  nameKana: 'ロッカケンセツ',
  address: '石川県金沢市架空町1-1',
  representativeTitle: '代表取締役',
  representativeName: '架空 太郎',
  registrationNo: 'T7123456789012',
  isCorporation: true,
  isSealed: false,
  responsible: { name: '架空 花子', phone: '000-0000-0001' },
  inCharge: { name: '架空 次郎', phone: '000-0000-0002' },
  bankAccount: {
    bankName: '架空銀行',
    branchName: '本店',
    kind: 'ordinary',
    accountNo: '0000001',
    holderKana: 'ロッカ ケンセツ',
  },
  hasPowerOfAttorney: false,
};

/** Work of 3 h 20 min and 45 min by day and 30 min at night in January, as the settlement has it, ready to be invoiced. */
export const invoiceInput = (changes: Partial<InvoiceInput> = {}): InvoiceInput => {
  const contract = handBuiltContract();
  const reports = [
    reportOf([[workSpan('2027-01-12 09:00:00', '2027-01-12 12:20:00', 'shi')]]),
    reportOf([[workSpan('2027-01-13 09:00:00', '2027-01-13 09:45:00', 'ken')]]),
    reportOf([[workSpan('2027-01-14 22:00:00', '2027-01-14 22:30:00', 'shi')]]),
  ];
  const { settlement } = settleMonth({ contract, month: '2027-01', reports, earlier: [] });
  return {
    contract,
    settlement: settlement!,
    issuer: ISSUER,
    recipient: { clientCode: 'shi', addressee: '金沢市長' },
    issuedOn: '2027-02-05',
    taxPercent: 10,
    issued: [],
    ...changes,
  };
};
