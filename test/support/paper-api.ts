import request from 'supertest';
import type { Register } from '#domain';
import { saveIssuer, saveRecipient, saveRegister } from '#store';
import { ISSUER } from '../../libs/domain/src/invoice/hand-built-invoice.js';
import type { Night } from './driven-night.js';
import { HOUR_MS, type MapApiApp, NOW_AT, REGISTER, STREETS, startMapApi } from './map-api-app.js';
import { type PaperWorld, storeAccounts, storeNights, tokenOf } from './paper-world.js';

/** The evening of 2026-01-25. */
export const EVENING = NOW_AT - 9 * HOUR_MS;
export const PERIOD = '2026-01';
/** The first morning on which that period can be paid. */
export const PAYABLE_AT = Date.parse('2026-02-01T06:00:00+09:00');

export interface PaperApi extends MapApiApp, PaperWorld {
  /** A request of an account. */
  ask(method: 'get' | 'post' | 'put', url: string, who: string): request.Test;
}

export interface PaperApiOrder {
  readonly nights: readonly Night[];
  /** P1 is of the contractor C1, P2 of C2; left out, with a plate of its own. */
  readonly secondPlate?: string;
  /** Is 細道 of the prefecture (I), which then has contracts of its own? */
  readonly ofTwoClients?: boolean;
}

const registerOf = ({ secondPlate = '金沢 100 あ 5678', ofTwoClients }: PaperApiOrder): Register => ({
  ...REGISTER,
  authorities: [...REGISTER.authorities, { code: 'I', name: '試験県', kind: 'prefecture' }],
  contractors: [...REGISTER.contractors, { code: 'C2', name: '𠮷髙土木' }],
  vehicles: REGISTER.vehicles.map((vehicle, i) =>
    i === 0 ? vehicle : { ...vehicle, contractorCode: 'C2', plateNo: secondPlate },
  ),
  routes: REGISTER.routes.map((route) =>
    ofTwoClients && route.code === 'R2' ? { ...route, authorityCode: 'I' } : route,
  ),
});

/**
 * The map API with the paperwork of some nights. Accounts: `city` and `pref` of one authority each, `both` of all; `c1`, `c2`;
 * `d1`, `d2`; `audit`.
 */
export const startPaperApi = async (order: PaperApiOrder): Promise<PaperApi> => {
  const api = await startMapApi();
  const { database } = api;
  const stamp = { by: 'test', at: NOW_AT };
  await database.transaction(async (tx) => {
    await saveRegister(tx, registerOf(order));
    for (const contractorCode of ['C1', 'C2']) await saveIssuer(tx, { ...ISSUER, contractorCode }, stamp);
    await saveRecipient(tx, { clientCode: 'K', addressee: '試験市長' }, stamp);
    await saveRecipient(tx, { clientCode: 'I', addressee: '試験県知事' }, stamp);
  });
  await api.caughtUp();
  await storeAccounts(database, {
    city: { authorityCode: 'K' },
    pref: { authorityCode: 'I' },
    both: {},
    c1: { role: 'contractor', contractorCode: 'C1' },
    c2: { role: 'contractor', contractorCode: 'C2' },
    d1: { role: 'driver', vehicleCodes: ['P1'] },
    d2: { role: 'driver', vehicleCodes: ['P2'] },
    audit: { role: 'auditor' },
  });
  const otherClient = order.ofTwoClients ? 'I' : undefined;
  const contracts = { clientCode: 'K', otherClient, nights: order.nights, at: NOW_AT };
  const world = await storeNights(database, STREETS, contracts);
  const ask: PaperApi['ask'] = (method, url, who) =>
    request(api.app.getHttpServer())
      [method](`/api${url}`)
      .set('authorization', `Bearer ${tokenOf(who)}`);
  return { ...api, ...world, ask };
};
