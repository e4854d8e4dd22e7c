import type { Activity, AuthorityKind, BankAccount, DispatchKind, FindingRule, RouteClass } from '#domain';

/** What codes are called on Japanese paper, as the pages call them. */

/** 路線区分: Ishikawa Prefecture's and Kanazawa City's terms (domain.md §3.1, §3.2). */
export const ROUTE_CLASS_JA: Readonly<Record<RouteClass, string>> = {
  state_main: '国幹線',
  pref_priority: '県重点',
  pref_1: '県第1種',
  pref_2: '県第2種',
  pref_3: '県第3種',
  city_1: '市第1次',
  city_2: '市第2次',
  city_3: '市第3次',
  none: '計画外',
};

export const AUTHORITY_KIND_JA: Readonly<Record<AuthorityKind, string>> = {
  state: '国',
  prefecture: '県',
  city: '市',
  other: 'その他',
};

/** 出動区分. */
export const DISPATCH_KIND_JA: Readonly<Record<DispatchKind, string>> = {
  city_order: '発注指示',
  self_dispatch: '自主出動',
  support_order: '応援',
  standby_order: '待機',
  patrol: '巡回',
};

export const ACTIVITY_JA: Readonly<Record<Activity, string>> = {
  work: '作業',
  deadhead: '回送',
  standby: '待機',
  break: '休憩',
  downtime: '故障・給油',
  unrecorded: '記録なし',
};

export const FINDING_JA: Readonly<Record<FindingRule, string>> = {
  twin_devices: '二重端末',
  overlapping_plates: 'ナンバー重複',
  reported_over_gps: 'GPS より長い作業',
  long_standstill: '長い停車',
  gps_gap: 'GPS 欠測',
  impossible_speed: '速度超過',
  mock_location: '偽の位置',
  standby_without_end: '待機の終わり不明',
  changed_after_approval: '承認後の変化',
};

export const PHOTO_MOMENT_JA = { before: '作業前', during: '作業中', after: '作業後' } as const;

export const ACCOUNT_KIND_JA: Readonly<Record<BankAccount['kind'], string>> = {
  ordinary: '普通',
  current: '当座',
};
