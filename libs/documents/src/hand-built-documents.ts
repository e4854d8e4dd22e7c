import {
  advanceReport,
  chainFixes,
  correctReport,
  type DailyReport,
  DEFAULT_PAYMENT_TERMS,
  FINDING_SETTINGS,
  findingsOf,
  type Invoice,
  type InvoiceIssuer,
  localDateOf,
  makeInvoice,
  makeReports,
  REPORT_SETTINGS,
  type ReportEntries,
  type Settlement,
  settleMonth,
} from '#domain';
import { ISSUER } from '../../domain/src/invoice/hand-built-invoice.js';
import { cityContract, drive, fixesBetween, nightInput } from '../../domain/src/report/hand-built-night.js';
import { workSpan } from '../../domain/src/report/hand-built-report.js';
import { actor, advanceOf, CONTEXT, reportIn } from '../../domain/src/report/hand-built-workflow.js';
import type { DocumentNames } from './document-names.js';
import type { InvoiceDocument } from './tables/invoice-tables.js';
import type { ReportDocument } from './tables/report-tables.js';
import type { SettlementDocument } from './tables/settlement-tables.js';

/** A night's paperwork for specs. All names are invented; the contractor's has 40 characters, 𠮷 and 髙 among them. */

export const CONTRACTOR_NAME =
  '株式会社𠮷田髙橋(架空)土木建設工業北陸除雪サービスグループ金沢支店舗装維持本部';
export const FORMULA_REMARK = '=HYPERLINK("http://example.invalid","雪")';
export const ROOT_HASH = 'a1b2c3d4'.repeat(8);

export const NAMES: DocumentNames = {
  authorities: { shi: '架空市', ken: '架空県' },
  contractors: { C01: CONTRACTOR_NAME },
  workZones: {},
  devices: { 1: 'T01' },
};

export const CONTRACT = cityContract({ title: '令和8年度 架空市道路除雪業務委託(単価契約)' });

const DAY = '2027-01-12';
const clock = (time: string): string => `${DAY} ${time}`;
const FIXES = fixesBetween(clock('19:50:00'), clock('22:40:00'), 3);

const ENTRIES: Partial<ReportEntries> = {
  operator: '髙橋 𠮷男',
  assistant: '架空 次郎',
  snowDepthCm: 25,
  airTempC: -2.5,
  roadCondition: '圧雪',
  weather: '雪',
  agentType: '塩化カルシウム',
  agentKg: 350,
  incidents: ['路上駐車 1 台'],
  photos: [{ id: 'P-001', moment: 'before' }],
  remarks: FORMULA_REMARK,
};

const taken = (report: DailyReport, action: 'submit' | 'check' | 'approve'): DailyReport =>
  reportIn(
    advanceReport(report, advanceOf(action), actor(action === 'submit' ? 'driver' : 'client', report)),
  );

/** Plowing before and after 22:00 and salting, with standby and entries by hand, approved. */
const approvedReport = (): DailyReport => {
  const passes = [
    ...drive('city', clock('20:00:00'), clock('20:50:00')),
    ...drive('city', clock('21:30:00'), clock('22:20:30')),
    ...drive('city', clock('22:20:30'), clock('22:30:00'), 'treated'),
    ...drive('state', clock('22:30:00'), clock('22:38:00')),
  ];
  const draft = makeReports(
    nightInput(passes, { contracts: [CONTRACT] }, FIXES),
    REPORT_SETTINGS,
  ).reports.find(({ contractId }) => contractId === CONTRACT.id)!;
  const waited = correctReport(
    draft,
    {
      correction: {
        kind: 'span',
        dispatchNo: 1,
        startAt: Date.parse(`${DAY}T20:10:00+09:00`),
        endAt: Date.parse(`${DAY}T20:25:00+09:00`),
        activity: 'standby',
        workType: null,
      },
      reason: '交差点で待機',
    },
    actor('driver', draft),
    CONTEXT,
  );
  const told = correctReport(
    reportIn(waited),
    { correction: { kind: 'entries', entries: ENTRIES }, reason: '記入' },
    actor('driver', reportIn(waited)),
    CONTEXT,
  );
  return (['submit', 'check', 'approve'] as const).reduce(taken, reportIn(told));
};

export const reportDocument = (): ReportDocument => {
  const report = approvedReport();
  return {
    report,
    contract: CONTRACT,
    findings: findingsOf(report, { ...FINDING_SETTINGS, speedKmh: 5 }),
    chains: [
      chainFixes(
        'J01',
        DAY,
        FIXES.filter(({ fixAt }) => localDateOf(fixAt) === DAY),
      ),
    ],
    names: NAMES,
  };
};

/** The report's month; with `days`, plain nights on as many days besides, enough for several pages. */
export const settlementDocument = (days = 0): SettlementDocument => {
  const { report } = reportDocument();
  const nights = Array.from({ length: days }, (_, i) => {
    const date = `2027-01-${String(i + 1).padStart(2, '0')}`;
    const spans = [
      workSpan(`${date} 03:30:00`, `${date} 06:10:00`, 'shi'),
      workSpan(`${date} 06:10:00`, `${date} 09:00:30`, 'shi'),
    ];
    return {
      ...report,
      reportNo: `N${date.replaceAll('-', '')}-J01-K-shi`,
      businessDate: date,
      dispatches: [{ dispatchNo: 1, spans }],
    };
  });
  const reports = [...nights.filter(({ businessDate }) => businessDate !== DAY), report];
  const { settlement, faults } = settleMonth({ contract: CONTRACT, month: '2027-01', reports, earlier: [] });
  if (settlement === null) throw new Error(faults[0].en);
  return { settlement, contract: CONTRACT, names: NAMES, rootHash: ROOT_HASH, isReleased: true };
};

export const invoiceOf = (settlement: Settlement, changes: Partial<InvoiceIssuer> = {}): Invoice => {
  const { invoice, faults } = makeInvoice({
    contract: CONTRACT,
    settlement,
    issuer: { ...ISSUER, name: CONTRACTOR_NAME, representativeName: '髙橋 𠮷男', ...changes },
    recipient: { clientCode: 'shi', addressee: '架空市長' },
    issuedOn: '2027-02-05',
    taxPercent: 10,
    issued: [],
  });
  if (invoice === null) throw new Error(faults[0].en);
  return invoice;
};

export const invoiceDocument = (days = 0, changes: Partial<InvoiceIssuer> = {}): InvoiceDocument => ({
  invoice: invoiceOf(settlementDocument(days).settlement, changes),
  rootHash: ROOT_HASH,
  terms: DEFAULT_PAYMENT_TERMS,
});
