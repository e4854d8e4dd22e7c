import type { Activity, FindingRule, ReportEntries, ReportState, Session } from '#wire';

type Phrase = readonly [ja: string, en: string];

/** Where a report stands (glossary: report state). */
export const STATE_WORDS: Record<ReportState, Phrase> = {
  draft: ['作成中', 'Draft'],
  submitted: ['提出済', 'Submitted'],
  checked: ['確認済', 'Checked'],
  approved: ['承認済', 'Approved'],
  settled: ['精算済', 'Settled'],
  returned: ['差戻し', 'Returned'],
};

export const ACTION_WORDS: Record<string, Phrase> = {
  submit: ['提出', 'Submitted'],
  check: ['確認', 'Checked'],
  approve: ['承認', 'Approved'],
  settle: ['精算', 'Settled'],
  return: ['差戻し', 'Returned'],
  revise: ['改版', 'Revised'],
  correct: ['修正', 'Corrected'],
  remake: ['作り直し', 'Made anew'],
};

export const ACTIVITY_WORDS: Record<Activity, Phrase> = {
  work: ['作業', 'Work'],
  deadhead: ['回送', 'Deadhead'],
  standby: ['待機', 'Standby'],
  break: ['休憩', 'Break'],
  downtime: ['故障・給油', 'Downtime'],
  unrecorded: ['記録なし', 'No record'],
};

/** 作業区分 (domain.md §1.3). */
export const WORK_TYPE_WORDS: Record<string, Phrase> = {
  fresh_snow: ['新雪除雪', 'Fresh snow'],
  surface_grading: ['路面整正', 'Surface grading'],
  packed_snow: ['圧雪処理', 'Packed snow'],
  widening: ['拡幅除雪', 'Widening'],
  hauling: ['運搬排雪', 'Hauling'],
  anti_icing: ['凍結防止剤散布', 'Anti-icing'],
  sidewalk: ['歩道除雪', 'Sidewalk'],
  patrol: ['巡回', 'Patrol'],
};

export const DISPATCH_WORDS: Record<string, Phrase> = {
  city_order: ['発注指示', 'Ordered'],
  self_dispatch: ['自主出動', 'Self-dispatch'],
  support_order: ['応援', 'Support'],
  standby_order: ['待機', 'Standby'],
  patrol: ['巡回', 'Patrol'],
};

export const DAY_TYPE_WORDS: Record<string, Phrase> = {
  weekday: ['平日', 'Weekday'],
  saturday: ['土曜', 'Saturday'],
  holiday: ['休日', 'Holiday'],
};

export const ROLE_WORDS: Record<Session['role'] | 'system', Phrase> = {
  driver: ['運転手', 'Driver'],
  contractor: ['受注者', 'Contractor'],
  client: ['発注者', 'Client'],
  auditor: ['監査', 'Auditor'],
  system: ['自動', 'System'],
};

export const OWNERSHIP_WORDS: Record<'client_lent' | 'contractor_owned', Phrase> = {
  client_lent: ['貸与', 'Lent'],
  contractor_owned: ['持込', 'Own'],
};

export const FINDING_WORDS: Record<FindingRule, Phrase> = {
  twin_devices: ['二重端末', 'Twin devices'],
  overlapping_plates: ['ナンバー重複', 'Overlapping plates'],
  reported_over_gps: ['GPS より長い作業', 'More than GPS'],
  long_standstill: ['長い停車', 'Long standstill'],
  gps_gap: ['GPS 欠測', 'GPS gap'],
  impossible_speed: ['速度超過', 'Impossible speed'],
  mock_location: ['偽の位置', 'Mock location'],
  standby_without_end: ['待機の終わり不明', 'Standby without end'],
  changed_after_approval: ['提出後の変化', 'Changed since'],
  double_billing: ['二重請求', 'Double billing'],
  hours_without_progress: ['進みのない作業', 'No progress'],
  machine_without_gps: ['GPS なし', 'No GPS'],
  revision_after_approval: ['承認後の改版', 'Revised after approval'],
};

/** Entries of a report that a person writes. */
export const ENTRY_WORDS: Record<keyof ReportEntries, Phrase> = {
  operator: ['運転手', 'Operator'],
  assistant: ['助手', 'Assistant'],
  snowDepthCm: ['積雪深（cm）', 'Snow depth (cm)'],
  newSnowCm: ['新雪（cm）', 'New snow (cm)'],
  airTempC: ['気温（℃）', 'Air temperature (℃)'],
  roadCondition: ['路面状態', 'Road condition'],
  weather: ['天候', 'Weather'],
  agentType: ['散布剤', 'Agent'],
  agentKg: ['散布量（kg）', 'Agent (kg)'],
  haulTrips: ['運搬台数', 'Haul trips'],
  dumpSiteId: ['雪捨場', 'Dump site'],
  photos: ['写真', 'Photos'],
  incidents: ['支障物・事故・苦情', 'Incidents'],
  remarks: ['特記事項', 'Remarks'],
};
