import type { WorkType } from './fix/fix.js';
import type { ReportEntries } from './report/daily-report.js';
import type { ReportState } from './report/report-span.js';
import type { ReportAction, ReportRole } from './report/report-step.js';

/** What codes are called in Japanese sentences and on paper, as the pages call them. */

export const REPORT_STATE_JA: Readonly<Record<ReportState, string>> = {
  draft: '作成中',
  submitted: '提出済',
  checked: '確認済',
  approved: '承認済',
  settled: '精算済',
  returned: '差戻し',
};

export const REPORT_ACTION_JA: Readonly<Record<ReportAction, string>> = {
  submit: '提出',
  check: '確認',
  approve: '承認',
  settle: '精算',
  return: '差戻し',
  revise: '改版',
  correct: '修正',
  remake: '作り直し',
};

/** Who takes a step; the system does by itself. */
export const REPORT_ROLE_JA: Readonly<Record<ReportRole, string>> = {
  driver: '運転手',
  contractor: '受注者',
  client: '発注者',
  system: '自動',
};

/** 作業区分: Ishikawa Prefecture's own terms (domain.md §1.3). */
export const WORK_TYPE_JA: Readonly<Record<WorkType, string>> = {
  fresh_snow: '新雪除雪',
  surface_grading: '路面整正',
  packed_snow: '圧雪処理',
  widening: '拡幅除雪',
  hauling: '運搬排雪',
  anti_icing: '凍結防止剤散布',
  sidewalk: '歩道除雪',
  patrol: '巡回',
};

/** 記入事項, in the order of the form (domain.md §1.2). */
export const ENTRY_JA: Readonly<Record<keyof ReportEntries, string>> = {
  operator: '運転手',
  assistant: '助手',
  snowDepthCm: '積雪深(cm)',
  newSnowCm: '新雪(cm)',
  airTempC: '気温(℃)',
  roadCondition: '路面状態',
  weather: '天候',
  agentType: '散布剤',
  agentKg: '散布量(kg)',
  haulTrips: '運搬台数',
  dumpSiteId: '雪捨場',
  photos: '写真',
  incidents: '支障物・事故・苦情',
  remarks: '特記事項',
};

/** A month as it is written (`2027-01`), or the season's end. */
export const periodJa = (period: string): string => (period === 'season' ? '年度末' : period);
