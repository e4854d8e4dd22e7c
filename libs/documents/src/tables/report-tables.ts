import {
  type Contract,
  DAY_TYPE_JA,
  type DailyReport,
  ENTRY_JA,
  type Finding,
  type FixChain,
  OWNERSHIP_JA,
  REPORT_ACTION_JA,
  REPORT_STATE_JA,
  type ReportEntries,
  type ReportLine,
  type ReportStep,
  WORK_TYPE_JA,
} from '#domain';
import { type DocumentNames, nameOf } from '../document-names.js';
import {
  type ColumnOf,
  dateColumn,
  durationColumn,
  instantColumn,
  numberColumn,
  type Table,
  tableOf,
  textColumn,
} from '../table.js';
import { DISPATCH_KIND_JA, FINDING_JA, ROUTE_CLASS_JA } from '../words.js';
import { bandName, changeText, entryText, sectionText } from './report-words.js';

/** A report with what is printed beside it. */
export interface ReportDocument {
  readonly report: DailyReport;
  /** Null where no contract pays for the machine. */
  readonly contract: Contract | null;
  /** Findings about this report. */
  readonly findings: readonly Finding[];
  /** Chains of the machine's fixes of the report's days. */
  readonly chains: readonly FixChain[];
  readonly names: DocumentNames;
}

const KM_PER_CM = 1 / 100_000;

const entryColumns = (Object.keys(ENTRY_JA) as (keyof ReportEntries)[]).map((key) =>
  textColumn<ReportDocument>(ENTRY_JA[key], 12, ({ report }) => entryText(report.entries, key)),
);

const reportColumns: readonly ColumnOf<ReportDocument>[] = [
  textColumn('日報番号', 28, ({ report }) => report.reportNo),
  numberColumn('版', 4, ({ report }) => report.revision),
  textColumn('状態', 8, ({ report }) => REPORT_STATE_JA[report.state]),
  dateColumn('業務日', ({ report }) => report.businessDate),
  textColumn('発注者', 16, ({ report, names }) => nameOf(names.authorities, report.clientCode)),
  textColumn('担当課', 16, ({ report }) => report.clientOffice),
  textColumn('監督員', 12, ({ report }) => report.supervisor),
  textColumn('受注者番号', 10, ({ report }) => report.contractorCode),
  textColumn('受注者', 24, ({ report, names }) => nameOf(names.contractors, report.contractorCode)),
  textColumn('契約番号', 16, ({ report }) => report.contractId),
  textColumn('件名', 28, ({ contract }) => contract?.title ?? ''),
  textColumn('機械番号', 10, ({ report }) => report.machine.machineCode),
  textColumn('登録番号', 18, ({ report }) => report.machine.plateNo),
  textColumn('機種', 14, ({ report }) => report.machine.machineType),
  textColumn('規格', 10, ({ report }) => report.machine.machineSpec),
  textColumn('所有区分', 8, ({ report }) => OWNERSHIP_JA[report.machine.ownership]),
  durationColumn('作業', ({ report }) => report.totals.workS),
  durationColumn('回送', ({ report }) => report.totals.deadheadS),
  durationColumn('待機', ({ report }) => report.totals.standbyS),
  durationColumn('休憩', ({ report }) => report.totals.breakS),
  durationColumn('故障・給油', ({ report }) => report.totals.downtimeS),
  durationColumn('記録なし', ({ report }) => report.totals.unrecordedS),
  durationColumn('GPS による作業', ({ report }) => report.recordedWorkS),
  numberColumn('走行距離(km)', 10, ({ report }) => report.totals.distanceM / 1000, 2),
  numberColumn('作業延長(km)', 10, ({ report }) => report.totals.coveredCm * KM_PER_CM, 2),
  numberColumn('除雪延長(km)', 10, ({ report }) => report.totals.clearedCm * KM_PER_CM, 2),
  ...entryColumns,
  textColumn('通過記録ハッシュ', 66, ({ report }) => report.passesHash),
];

/** 日報一覧: one row for each report. */
export const reportsTable = (documents: readonly ReportDocument[]): Table =>
  tableOf('日報一覧', reportColumns, documents);

/** A line with the report that it stands in; `dispatchNo` is null for work outside the contract. */
export interface LineOfReport {
  readonly line: ReportLine;
  readonly dispatchNo: number | null;
  readonly kind: string;
  readonly document: ReportDocument;
}

export const linesOfReport = (document: ReportDocument): LineOfReport[] => [
  ...document.report.dispatches.flatMap(({ dispatchNo, dispatchKind, lines }) =>
    lines.map((line) => ({ line, dispatchNo, kind: DISPATCH_KIND_JA[dispatchKind], document })),
  ),
  ...document.report.outside.map((line) => ({ line, dispatchNo: null, kind: '契約外', document })),
];

/** The columns that a line has on its own report too. */
export const lineColumns: readonly ColumnOf<LineOfReport>[] = [
  numberColumn('出動', 5, ({ dispatchNo }) => dispatchNo),
  textColumn('出動区分', 10, ({ kind }) => kind),
  textColumn('道路管理者', 12, ({ line, document }) => nameOf(document.names.authorities, line.ownerCode)),
  textColumn('工区', 12, ({ line, document }) => nameOf(document.names.workZones, line.workZoneCode)),
  textColumn('路線番号', 9, ({ line }) => line.routeNo),
  textColumn('路線名', 24, ({ line }) => line.routeName || (line.routeCode ?? '計画外の道路')),
  textColumn('区間', 13, ({ line }) => sectionText(line)),
  textColumn('路線区分', 9, ({ line }) => ROUTE_CLASS_JA[line.routeClass]),
  textColumn('作業区分', 14, ({ line }) => WORK_TYPE_JA[line.workType]),
  textColumn('時間帯', 8, ({ line, document }) => bandName(document.contract, line.timeBand)),
  textColumn('日区分', 7, ({ line }) => (line.dayType === null ? '' : DAY_TYPE_JA[line.dayType])),
  durationColumn('時間', ({ line }) => line.seconds),
  numberColumn('分', 7, ({ line }) => line.seconds / 60, 1),
  numberColumn('作業延長(km)', 9, ({ line }) => line.coveredCm * KM_PER_CM, 2),
  numberColumn('除雪延長(km)', 9, ({ line }) => line.clearedCm * KM_PER_CM, 2),
];

/** 日報明細: the lines of all reports, those outside the contract after the others of their report. */
export const reportLinesTable = (documents: readonly ReportDocument[]): Table =>
  tableOf<LineOfReport>(
    '日報明細',
    [
      textColumn('日報番号', 28, ({ document }) => document.report.reportNo),
      dateColumn('業務日', ({ document }) => document.report.businessDate),
      textColumn('機械番号', 10, ({ document }) => document.report.machine.machineCode),
      ...lineColumns,
    ],
    documents.flatMap(linesOfReport),
  );

/** 指摘: what the consistency rules found. */
export const findingsTable = (documents: readonly ReportDocument[]): Table =>
  tableOf<Finding>(
    '指摘',
    [
      textColumn('規則', 20, ({ code }) => FINDING_JA[code]),
      textColumn('日報番号', 28, ({ reportNos }) => reportNos.join('、')),
      instantColumn('開始', ({ startAt }) => startAt),
      instantColumn('終了', ({ endAt }) => endAt),
      textColumn('承認', 8, ({ blocks }) => (blocks ? '保留' : '可')),
      textColumn('内容', 70, ({ ja }) => ja),
    ],
    [...new Set(documents.flatMap(({ findings }) => findings))],
  );

interface StepOfReport {
  readonly report: DailyReport;
  readonly step: ReportStep;
}

/** 履歴: every step of the reports, with before and after of what was corrected by hand. */
export const historyTable = (documents: readonly ReportDocument[]): Table =>
  tableOf<StepOfReport>(
    '履歴',
    [
      textColumn('日報番号', 28, ({ report }) => report.reportNo),
      numberColumn('版', 4, ({ step }) => step.revision),
      instantColumn('日時', ({ step }) => step.at),
      textColumn('操作', 8, ({ step }) => REPORT_ACTION_JA[step.action]),
      textColumn('者', 14, ({ step }) => step.by),
      textColumn('理由', 24, ({ step }) => step.reason),
      textColumn('前値', 40, ({ step }) => changeText(step.change).before),
      textColumn('後値', 40, ({ step }) => changeText(step.change).after),
    ],
    documents.flatMap(({ report }) => report.history.map((step) => ({ report, step }))),
  );
