import type { Register } from '#domain';
import { type Database, upsertAccounts } from '#store';

/** People of the demo; their tokens are no secrets. */
const DEMO_ACCOUNTS = [
  { page: '/driver', words: '運転手 / driver', token: 'demo-account-driver' },
  { page: '/paper', words: '受注者 / contractor', token: 'demo-account-contractor' },
  { page: '/paper', words: '監査 / auditor', token: 'demo-account-auditor' },
] as const;

/** A driver of the demo's first machine, its contractor and an auditor. */
export const loadDemoAccounts = (database: Database, { vehicles }: Register): Promise<void> => {
  const { code, contractorCode } = vehicles[0];
  const none = { contractorCode: null, vehicleCodes: [], authorityCode: null };
  const [driver, contractor, auditor] = DEMO_ACCOUNTS.map(({ token }) => token);
  return upsertAccounts(database, [
    { ...none, code: 'driver', name: '架空 太郎', role: 'driver', vehicleCodes: [code], token: driver },
    { ...none, code: 'office', name: '受注者 事務所', role: 'contractor', contractorCode, token: contractor },
    { ...none, code: 'auditor', name: '監査委員', role: 'auditor', token: auditor },
  ]);
};

/** One line for each account: where it signs in. */
export const printDemoAccounts = (url: string): string =>
  DEMO_ACCOUNTS.map(({ page, words, token }) => `  ${words}  ${url}${page}?token=${token}\n`).join('');
