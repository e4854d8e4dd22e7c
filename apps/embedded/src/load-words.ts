import type { AccountRole, AuthorityKind, Ownership, RouteClass } from '#domain';
import { plain } from './load-sheet.js';

/** The words of the register's files, English and Japanese, as `plain` writes them. */
const words = <Word extends string>(table: Readonly<Record<Word, readonly string[]>>): Record<string, Word> =>
  Object.fromEntries(
    (Object.keys(table) as Word[]).flatMap((word) =>
      [word, ...table[word]].map((text) => [plain(text), word] as const),
    ),
  );

export const AUTHORITY_KIND_WORDS = words<AuthorityKind>({
  state: ['国', '国土交通省', '直轄'],
  prefecture: ['県', '都道府県', '都', '道', '府'],
  city: ['市', '市町', '市町村', '町', '村', '区'],
  other: ['その他'],
});

export const OWNERSHIP_WORDS = words<Ownership>({
  client_lent: ['貸与', '発注者貸与', '官貸'],
  contractor_owned: ['自社', '受注者所有', '業者持込', '持込'],
});

/** 路線区分; a leading 市 or 県 and a trailing 路線 may be there or not. */
export const ROUTE_CLASS_WORDS = words<RouteClass>({
  state_main: ['国道', '直轄', '直轄国道', '国'],
  pref_priority: ['重点', '重点除雪', '重点除雪路線', '県重点', '県重点路線', '雪みちネットワーク路線'],
  pref_1: ['第1種', '第1種路線', '県第1種', '県第1種路線'],
  pref_2: ['第2種', '第2種路線', '県第2種', '県第2種路線'],
  pref_3: ['第3種', '第3種路線', '県第3種', '県第3種路線'],
  city_1: ['第1次', '第1次路線', '市第1次', '市第1次路線'],
  city_2: ['第2次', '第2次路線', '市第2次', '市第2次路線'],
  city_3: ['第3次', '第3次路線', '市第3次', '市第3次路線'],
  none: ['対象外', 'なし'],
});

export const ACCOUNT_ROLE_WORDS = words<AccountRole>({
  driver: ['運転手', 'オペレーター', '運転者'],
  contractor: ['受注者', '業者', '除雪業者'],
  client: ['発注者', '市', '県', '職員', '監督員'],
  auditor: ['監査', '監査員', '閲覧'],
});
