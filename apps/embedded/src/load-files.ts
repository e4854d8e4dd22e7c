import type { Authority, Contractor, Device, Route, Vehicle, WorkZone } from '#domain';
import type { Column, SheetRow } from './load-sheet.js';
import { AUTHORITY_KIND_WORDS, OWNERSHIP_WORDS, ROUTE_CLASS_WORDS } from './load-words.js';

/** The files of the register: the columns of each, and how a row is read. */

type Columns<Field extends string> = Readonly<Record<Field, Column>>;

const VEHICLE_CODE = ['code', '車両番号', '車両コード', '番号'];
const CONTRACTOR = ['contractor', '受注者', '業者', '受注者番号'];
const AUTHORITY = ['authority', '道路管理者', '発注者', '管理者'];
const WORK_ZONE = ['work_zone', '工区', '工区番号'];

export const AUTHORITY_COLUMNS = {
  code: { headings: ['code', '管理者番号', '番号'], required: true },
  name: { headings: ['name', '名称', '管理者名'], required: true },
  kind: { headings: ['kind', '種別', '区分'], required: true },
} satisfies Columns<string>;

export const readAuthority = (row: SheetRow<keyof typeof AUTHORITY_COLUMNS>): Authority => {
  row.required('kind');
  return {
    code: row.code('code'),
    name: row.required('name'),
    kind: row.word('kind', AUTHORITY_KIND_WORDS) ?? 'other',
  };
};

export const CONTRACTOR_COLUMNS = {
  code: { headings: ['code', '受注者番号', '業者番号', '番号'], required: true },
  name: { headings: ['name', '名称', '受注者名', '業者名'], required: true },
} satisfies Columns<string>;

export const readContractor = (row: SheetRow<keyof typeof CONTRACTOR_COLUMNS>): Contractor => ({
  code: row.code('code'),
  name: row.required('name'),
});

export const WORK_ZONE_COLUMNS = {
  code: { headings: ['code', '工区番号', '番号'], required: true },
  name: { headings: ['name', '名称', '工区名'], required: true },
  contractor: { headings: CONTRACTOR },
} satisfies Columns<string>;

/** Its boundary comes from the GeoJSON file beside it. */
export const readWorkZone = (row: SheetRow<keyof typeof WORK_ZONE_COLUMNS>): WorkZone => ({
  code: row.code('code'),
  name: row.required('name'),
  contractorCode: row.reference('contractor'),
  boundary: null,
});

export const VEHICLE_COLUMNS = {
  code: { headings: VEHICLE_CODE, required: true },
  name: { headings: ['name', '名称', '車両名'], required: true },
  contractor: { headings: CONTRACTOR },
  authority: { headings: AUTHORITY },
  type: { headings: ['type', '機種', '機械'] },
  spec: { headings: ['spec', '規格'] },
  ownership: { headings: ['ownership', '所有', '所有区分'] },
  plate: { headings: ['plate', '登録番号', 'ナンバー'] },
  lat: { headings: ['lat', '緯度', '車庫緯度'] },
  lng: { headings: ['lng', 'lon', '経度', '車庫経度'] },
} satisfies Columns<string>;

const toE6 = (degrees: number | null): number | null => (degrees === null ? null : Math.round(degrees * 1e6));

export const readVehicle = (row: SheetRow<keyof typeof VEHICLE_COLUMNS>): Vehicle => ({
  code: row.code('code'),
  name: row.required('name'),
  contractorCode: row.reference('contractor'),
  authorityCode: row.reference('authority'),
  machineType: row.text('type'),
  machineSpec: row.text('spec'),
  ownership: row.word('ownership', OWNERSHIP_WORDS) ?? 'contractor_owned',
  plateNo: row.text('plate'),
  depotLatE6: toE6(row.number('lat', -90, 90)),
  depotLngE6: toE6(row.number('lng', -180, 180)),
});

export const DEVICE_COLUMNS = {
  code: { headings: ['code', '端末番号', '端末コード', '番号'], required: true },
  vehicle: { headings: ['vehicle', '車両番号', '車両'] },
  from: { headings: ['from', '開始日時', '開始日'] },
  token: { headings: ['token', 'トークン'] },
} satisfies Columns<string>;

/** What a token may be made of. */
export const TOKEN = /^[A-Za-z0-9_-]{16,86}$/;

export const readDevice = (row: SheetRow<keyof typeof DEVICE_COLUMNS>): Device => {
  const token = row.text('token');
  if (token !== '' && !TOKEN.test(token)) {
    row.refuse(
      'token',
      '半角の英数字と - _ で 16〜86 文字にしてください。空なら自動で作ります。',
      'Give 16 to 86 letters, digits, - or _; leave it empty to have one made.',
    );
  }
  return { code: row.code('code'), token: token || undefined };
};

export const ASSIGNMENT_COLUMNS = {
  device: { headings: ['device', '端末番号', '端末'], required: true },
  vehicle: { headings: ['vehicle', '車両番号', '車両'], required: true },
  from: { headings: ['from', '開始日時', '開始日'], required: true },
} satisfies Columns<string>;

const LOCAL_TIME = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d\d)(?::(\d\d))?)?$/;
const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/;

const two = (text = '0'): string => text.padStart(2, '0');

/** `2026-01-25`, `2026/1/25 18:00` in Japan's time, or ISO 8601 with a zone → epoch ms; NaN for anything else. */
const parseTime = (text: string): number => {
  if (WITH_ZONE.test(text)) return Date.parse(text);
  const [, year, month, day, hour, minute, second] = LOCAL_TIME.exec(text.normalize('NFKC')) ?? [];
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  if (!isDay) return Number.NaN;
  return Date.parse(`${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}+09:00`);
};

/** From when the device is on the vehicle; null where the cell is empty. */
export const readFromAt = (row: Pick<SheetRow<'from'>, 'text' | 'refuse'>): number | null => {
  const text = row.text('from');
  if (text === '') return null;
  const fromAt = parseTime(text);
  if (!Number.isNaN(fromAt)) return fromAt;
  row.refuse(
    'from',
    `「${text}」は日時として読めません。2026-01-25 18:00 のように書いてください。`,
    `"${text}" is not a time: write it as 2026-01-25 18:00 (Japan's time).`,
  );
  return null;
};

export const ROUTE_COLUMNS = {
  code: { headings: ['code', '路線番号', '路線コード', '番号'], required: true },
  name: { headings: ['name', '路線名', '名称'], required: true },
  roads: { headings: ['roads', '道路', '道路名'], required: true },
  contractor: { headings: CONTRACTOR },
  authority: { headings: AUTHORITY },
  workZone: { headings: WORK_ZONE },
} satisfies Columns<string>;

/** Class, threshold and order come from the plan. */
export const readRoute = (row: SheetRow<keyof typeof ROUTE_COLUMNS>): Route => ({
  code: row.code('code'),
  name: row.required('name'),
  routeClass: 'none',
  authorityCode: row.reference('authority'),
  contractorCode: row.reference('contractor'),
  workZoneCode: row.reference('workZone'),
  roadKeys: row
    .required('roads')
    .split(/[;;|、\n]/)
    .map((key) => key.trim())
    .filter((key) => key !== ''),
  thresholdCm: null,
  position: 0,
});

export const PLAN_COLUMNS = {
  route: { headings: ['route', '路線番号', '路線'], required: true },
  class: { headings: ['class', '路線区分', '区分'], required: true },
  thresholdCm: { headings: ['threshold_cm', '出動基準cm', '出動基準'] },
  order: { headings: ['order', '順番', '順序'] },
} satisfies Columns<string>;

/** What the plan says of one route. */
export type PlanEntry = Pick<Route, 'code' | 'routeClass' | 'thresholdCm' | 'position'>;

export const readPlanEntry = (row: SheetRow<keyof typeof PLAN_COLUMNS>): PlanEntry => {
  row.required('class');
  return {
    code: row.code('route'),
    routeClass: row.word('class', ROUTE_CLASS_WORDS) ?? 'none',
    thresholdCm: wholeOf(row, 'thresholdCm', 1, 200),
    position: wholeOf(row, 'order', 0, 1_000_000) ?? 0,
  };
};

const wholeOf = <Field extends string>(
  row: SheetRow<Field>,
  field: Field,
  min: number,
  max: number,
): number | null => {
  const value = row.number(field, min, max);
  if (value === null || Number.isInteger(value)) return value;
  row.refuse(field, '整数を入れてください。', 'Give a whole number.');
  return null;
};
