import { smallTown } from '#fixtures';
import { insertChange, saveIssuer, saveRecipient } from '#store';
import { ISSUER } from '../../libs/domain/src/invoice/hand-built-invoice.js';
import { storeAccounts, storeNights, tokenOf } from './paper-world.js';
import { startTownServer, TOWN_STORM_AT, type TownServer } from './town-server.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export interface PaperTown extends TownServer {
  /** The address that signs an account in on its page. */
  addressOf(page: 'driver' | 'paper' | 'staff', account: string): string;
}

/** The small town with two contractors, an account of every role, and the night's reports, made by the paperwork itself. */
export const startPaperTown = async ({ nowAt = TOWN_STORM_AT + 2 * HOUR_MS } = {}): Promise<PaperTown> => {
  const clock = `storm@${new Date(nowAt).toISOString()}@60@${new Date().toISOString()}`;
  const server = await startTownServer({ environment: { CLOCK: clock } });
  const { database, url } = server;
  const { network } = smallTown();
  await database.query(`INSERT INTO contractor (code, name) VALUES ('C1', '北雪建設'), ('C2', '𠮷髙土木')`);
  await database.query(`UPDATE vehicle SET contractor_code = CASE WHEN code < 'T-4' THEN 'C1' ELSE 'C2' END,
    name = '中央' || substr(code, 3) || '号', plate_no = '金沢 100 ゆ 00-0' || substr(code, 3), machine_spec = '11t級'`);
  await database.query(`UPDATE authority SET name = '架空市'`);
  const stamp = { by: 'test', at: TOWN_STORM_AT };
  await database.transaction(async (tx) => {
    await insertChange(tx, 'register', {});
    for (const contractorCode of ['C1', 'C2']) await saveIssuer(tx, { ...ISSUER, contractorCode }, stamp);
    await saveRecipient(tx, { clientCode: 'city', addressee: '架空市長' }, stamp);
  });
  await storeAccounts(database, {
    driver: { name: '架空 太郎', role: 'driver', vehicleCodes: ['T-2'] },
    driver3: { name: '架空 花子', role: 'driver', vehicleCodes: ['T-3'] },
    office: { name: '北雪建設 事務所', role: 'contractor', contractorCode: 'C1' },
    other: { name: '𠮷髙土木 事務所', role: 'contractor', contractorCode: 'C2' },
    city: { name: '架空市 道路管理課' },
    auditor: { name: '監査委員', role: 'auditor' },
  });
  const night = (vehicle: string, roads: string[], more = {}) => ({
    vehicle,
    roads,
    fromAt: TOWN_STORM_AT - HOUR_MS + 10 * MINUTE_MS,
    toAt: TOWN_STORM_AT + 40 * MINUTE_MS,
    ...more,
  });
  const nights = [
    night('T-2', ['row 0', 'row 1', 'row 2', 'row 3']),
    night('T-3', ['column 1', 'column 2', 'column 3']),
    night('T-4', ['row 8', 'row 9', 'row 10'], { standingMin: 25 }),
    night('T-5', ['column 6', 'column 7']),
  ];
  await storeNights(database, network, { clientCode: 'city', nights, at: TOWN_STORM_AT + 2 * HOUR_MS });
  return { ...server, addressOf: (page, account) => `${url}/${page}?token=${tokenOf(account)}` };
};
