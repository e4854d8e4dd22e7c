import type { Content } from 'pdfmake';
import { ENTRY_JA, OWNERSHIP_JA, REPORT_STATE_JA, type ReportDispatch, type ReportRole } from '#domain';
import { nameOf } from '../document-names.js';
import { printDuration, type Table, tableOf, withoutEmptyColumns } from '../table.js';
import {
  findingsTable,
  historyTable,
  lineColumns,
  linesOfReport,
  type ReportDocument,
} from '../tables/report-tables.js';
import { bandName, clockOn, entryText } from '../tables/report-words.js';
import { AUTHORITY_KIND_JA, DISPATCH_KIND_JA } from '../words.js';
import {
  CONTENT_PT,
  dataTable,
  type Field,
  fieldGrid,
  heading,
  note,
  stampBoxes,
  title,
  together,
  wideField,
} from './layout.js';
import { printPdf } from './print-pdf.js';

const WIDTH = CONTENT_PT.landscape;

const km = (metres: number): string => `${(metres / 1000).toFixed(2)} km`;
const minutes = (seconds: number): string => `${printDuration(seconds)}(${(seconds / 60).toFixed(1)} 分)`;

/** Entries that take a field of the grid. */
const WRITTEN = [
  ...(['weather', 'snowDepthCm', 'newSnowCm', 'airTempC', 'roadCondition'] as const),
  ...(['agentType', 'agentKg', 'haulTrips', 'dumpSiteId'] as const),
] as const;

const partyFields = ({ report, contract, names }: ReportDocument): Field[] => [
  ['日報番号', `${report.reportNo}(第 ${report.revision} 版)`],
  ['業務日', report.businessDate],
  ['状態', REPORT_STATE_JA[report.state]],
  ['発注者', nameOf(names.authorities, report.clientCode)],
  ['担当課', report.clientOffice ?? ''],
  ['監督員', report.supervisor ?? ''],
  ['受注者', nameOf(names.contractors, report.contractorCode)],
  ['業者番号', report.contractorCode ?? ''],
  ['契約番号', report.contractId ?? '契約なし'],
  ['件名', contract?.title ?? ''],
  ['機種・規格', `${report.machine.machineType} ${report.machine.machineSpec}`],
  ['所有区分', OWNERSHIP_JA[report.machine.ownership]],
  ['機械番号', report.machine.machineCode],
  ['登録番号', report.machine.plateNo],
  ['運転手', entryText(report.entries, 'operator')],
  ['助手', entryText(report.entries, 'assistant')],
  ...WRITTEN.map((key): Field => [ENTRY_JA[key], entryText(report.entries, key)]),
];

const totalFields = ({ report, contract }: ReportDocument): Field[] => {
  const { totals } = report;
  const bands = Object.entries(totals.timeBandS).map(
    ([code, seconds]): Field => [`時間帯 ${bandName(contract, code)}`, minutes(seconds)],
  );
  return [
    ['実作業', minutes(totals.workS)],
    ['回送', minutes(totals.deadheadS)],
    ['待機', minutes(totals.standbyS)],
    ['休憩', minutes(totals.breakS)],
    ['故障・給油', minutes(totals.downtimeS)],
    ['記録なし', minutes(totals.unrecordedS)],
    ['GPS の作業', minutes(report.recordedWorkS)],
    ['走行距離', km(totals.distanceM)],
    ['作業延長', km(totals.coveredCm / 100)],
    ['除雪延長', km(totals.clearedCm / 100)],
    ...bands,
  ];
};

const dispatchFields = (dispatch: ReportDispatch, businessDate: string): Field[] => {
  const clock = (at: number | null): string => (at === null ? '' : clockOn(at, businessDate));
  const { order } = dispatch;
  return [
    ['出動', `第 ${dispatch.dispatchNo} 回`],
    ['出動区分', DISPATCH_KIND_JA[dispatch.dispatchKind]],
    ['指示時刻', clock(order?.orderedAt ?? null)],
    ['指示者・手段', [order?.orderedBy, order?.orderChannel].filter(Boolean).join('・')],
    ['出庫', clock(dispatch.leftDepotAt)],
    ['帰庫', clock(dispatch.returnedAt)],
    ['作業開始', clock(dispatch.workStartedAt)],
    ['作業終了', clock(dispatch.workEndedAt)],
  ];
};

const authorityText = ({ report, names }: ReportDocument): string =>
  report.authorities
    .map(({ ownerCode, kind, workS, clearedCm }) => {
      const owner = ownerCode === null ? '不明' : nameOf(names.authorities, ownerCode);
      const word = kind === null ? '' : `(${AUTHORITY_KIND_JA[kind]})`;
      return `${owner}${word} ${minutes(workS)} ${km(clearedCm / 100)}`;
    })
    .join(' / ');

/** 確認印: who took a step of this revision last, and when; empty for a stamp where nobody did. */
const stampOf = (
  { report }: ReportDocument,
  action: 'submit' | 'check' | 'approve',
  role: ReportRole,
): string => {
  const step = report.history.findLast(
    (each) => each.action === action && each.role === role && each.revision === report.revision,
  );
  return step === undefined ? '' : `${step.by}\n${clockOn(step.at, '')}`;
};

const evidence = ({ report, contract, chains, names }: ReportDocument): Content[] => [
  heading('証拠(GPS 記録)'),
  note(
    `端末番号: ${report.evidence.deviceIds.map((id) => nameOf(names.devices, String(id))).join('、') || 'なし'} 通過記録 ${report.passes.length} 件`,
  ),
  note(`通過記録のハッシュ(SHA-256): ${report.passesHash}`),
  ...chains.map(({ date, fixCount, head }) =>
    note(`測位のハッシュ連鎖(SHA-256) ${date} ${fixCount} 件: ${head}`),
  ),
  ...(contract === null ? [note('この日報の作業を支払う契約はありません。')] : []),
];

const signatures = (document: ReportDocument): Content =>
  stampBoxes([
    ['運転手', stampOf(document, 'submit', 'driver')],
    ['受注者確認', stampOf(document, 'submit', 'contractor')],
    ['監督員確認', stampOf(document, 'check', 'client')],
    ['承認', stampOf(document, 'approve', 'client')],
  ]);

/** On its own report a number need not be said again. */
const withoutReportNo = (table: Table): Table => {
  const at = table.columns.findIndex((column) => column.heading === '日報番号');
  return {
    ...table,
    columns: table.columns.toSpliced(at, 1),
    rows: table.rows.map((row) => row.toSpliced(at, 1)),
  };
};

const tablesOf = (document: ReportDocument): Content[] => {
  const [findings, history] = [findingsTable, historyTable].map((table) =>
    withoutReportNo(table([document])),
  );
  const lines = tableOf('日報明細', lineColumns, linesOfReport(document));
  const small = { widthPt: WIDTH, fontSize: 7 };
  return [
    heading('作業明細(路線・区間 × 作業区分 × 時間帯。契約外の作業は支払の対象になりません)'),
    lines.rows.length === 0 ? note('作業はありません。') : dataTable(withoutEmptyColumns(lines), small),
    heading('整合性の指摘'),
    findings.rows.length === 0 ? note('指摘はありません。') : dataTable(findings, small),
    heading('修正と承認の履歴'),
    history.rows.length === 0 ? note('履歴はありません。') : dataTable(withoutEmptyColumns(history), small),
  ];
};

/** 除雪作業日報: every field of domain.md §1.2, A4 landscape. */
export const printReport = (document: ReportDocument): Promise<Uint8Array> => {
  const { report, names } = document;
  const content: Content[] = [
    title('除雪作業日報'),
    fieldGrid(partyFields(document), 4, WIDTH),
    ...report.dispatches.map((dispatch) =>
      fieldGrid(dispatchFields(dispatch, report.businessDate), 4, WIDTH),
    ),
    fieldGrid(totalFields(document), 4, WIDTH),
    wideField(['道路管理者別', authorityText(document)], WIDTH),
    ...tablesOf(document),
    wideField(['支障物等', entryText(report.entries, 'incidents')], WIDTH),
    wideField(['写真', entryText(report.entries, 'photos')], WIDTH),
    wideField(['特記事項', report.entries.remarks], WIDTH),
    together([...evidence(document), signatures(document)]),
  ];
  return printPdf(content, {
    number: `除雪作業日報 ${report.reportNo} 第 ${report.revision} 版`,
    date: report.businessDate,
    author: nameOf(names.contractors, report.contractorCode),
    orientation: 'landscape',
  });
};
