import { randomBytes } from 'node:crypto';
import type { Account } from '#domain';
import { type Database, listAccounts, upsertAccounts } from '#store';
import { checkReference, checkUnique, type Placed } from './load-checks.js';
import { TOKEN } from './load-files.js';
import type { Column, SheetRow } from './load-sheet.js';
import { ACCOUNT_ROLE_WORDS } from './load-words.js';

type Columns<Field extends string> = Readonly<Record<Field, Column>>;

export const ACCOUNT_COLUMNS = {
  code: { headings: ['code', '利用者番号', '利用者コード', '番号'], required: true },
  name: { headings: ['name', '氏名', '名称', '利用者名'], required: true },
  role: { headings: ['role', '権限', '役割'], required: true },
  contractor: { headings: ['contractor', '受注者', '受注者番号', '業者'] },
  vehicles: { headings: ['vehicles', 'vehicle', '車両番号', '車両'] },
  authority: { headings: ['authority', '管理者', '道路管理者'] },
  token: { headings: ['token', 'トークン'] },
} satisfies Columns<string>;

type AccountField = keyof typeof ACCOUNT_COLUMNS;
/** An account as a file gives it; without a token one is made. */
export type LoadedAccount = Account & { readonly token?: string };
export type PlacedAccount = Placed<LoadedAccount, AccountField>;

/** An account's token just now made: the only copy. */
export interface IssuedAccountToken {
  readonly account: Account;
  readonly token: string;
}

const TOKEN_BYTES = 16;

/** What a role needs and what it must not have: a limit that nobody applies would look like one. */
const LIMITS = [
  ['contractor', '受注者'],
  ['vehicles', '車両'],
] as const;
const NEEDED: Readonly<Record<Account['role'], readonly string[]>> = {
  driver: ['vehicles'],
  contractor: ['contractor'],
  client: [],
  auditor: [],
};

const checkLimits = (row: SheetRow<AccountField>, role: Account['role']): void => {
  for (const [field, ja] of LIMITS) {
    const isNeeded = NEEDED[role].includes(field);
    if (isNeeded === (row.text(field) !== '')) continue;
    if (isNeeded)
      row.refuse(field, `この権限には${ja}が必要です。入れてください。`, `A ${role} needs this: fill it in.`);
    else row.refuse(field, `この権限では${ja}を空にしてください。`, `A ${role} has none: leave it empty.`);
  }
};

export const readAccount = (row: SheetRow<AccountField>): LoadedAccount => {
  row.required('role');
  const role = row.word('role', ACCOUNT_ROLE_WORDS) ?? 'auditor';
  checkLimits(row, role);
  const token = row.text('token');
  if (token !== '' && !TOKEN.test(token))
    row.refuse(
      'token',
      '半角の英数字と - _ で 16〜86 文字にしてください。空なら自動で作ります。',
      'Give 16 to 86 letters, digits, - or _; leave it empty to have one made.',
    );
  return {
    code: row.code('code'),
    name: row.required('name'),
    role,
    contractorCode: row.reference('contractor'),
    vehicleCodes: vehiclesOf(row),
    authorityCode: row.reference('authority'),
    token: token || undefined,
  };
};

const vehiclesOf = (row: SheetRow<AccountField>): string[] =>
  row
    .text('vehicles')
    .normalize('NFKC')
    .split(/[;|、,\s]+/)
    .filter((code) => code !== '');

/** Checks accounts against each other and against what is known; what is wrong goes to the rows' findings. */
export const checkAccounts = (
  accounts: readonly PlacedAccount[],
  known: {
    readonly contractors: { readonly file: string; readonly codes: ReadonlySet<string> };
    readonly authorities: { readonly file: string; readonly codes: ReadonlySet<string> };
    readonly vehicles: { readonly file: string; readonly codes: ReadonlySet<string> };
  },
): void => {
  checkUnique(accounts, 'code', ({ code }) => code);
  checkUnique(accounts, 'token', ({ token }) => token);
  checkReference(accounts, 'contractor', known.contractors);
  checkReference(accounts, 'authority', known.authorities);
  for (const { value, row } of accounts)
    for (const code of value.vehicleCodes)
      if (!known.vehicles.codes.has(code))
        row.refuse(
          'vehicles',
          `「${code}」は ${known.vehicles.file} にありません。そこに加えるか、ここを直してください。`,
          `"${code}" is not in ${known.vehicles.file}: add it there, or correct it here.`,
        );
};

/** Stores accounts; those that are new or renewed get a token, which is returned. */
export const loadAccounts = (
  database: Database,
  accounts: readonly LoadedAccount[],
  isRenewed: (code: string) => boolean,
): Promise<IssuedAccountToken[]> =>
  database.transaction(async (tx) => {
    await tx.query('LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE');
    const known = new Set((await listAccounts(tx)).map(({ code }) => code));
    const issued: IssuedAccountToken[] = accounts
      .filter(({ code, token }) => token !== undefined || !known.has(code) || isRenewed(code))
      .map(({ token, ...account }) => ({
        account,
        token: token ?? randomBytes(TOKEN_BYTES).toString('base64url'),
      }));
    const tokens = new Map(issued.map(({ account, token }) => [account.code, token]));
    await upsertAccounts(
      tx,
      accounts.map((account) => ({ ...account, token: tokens.get(account.code) })),
    );
    return issued.filter(({ account }) => !known.has(account.code) || isRenewed(account.code));
  });
