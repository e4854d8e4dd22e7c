import { jest } from '@jest/globals';
import request from 'supertest';
import { ACCOUNT_ROLES, type Account, type AccountRole } from '#domain';
import { upsertAccounts } from '#store';
import { type MapApiApp, type StaffRoute, startMapApi } from '../support/map-api-app.js';

jest.setTimeout(120_000);

let api: MapApiApp;

const account = (role: AccountRole): Account & { readonly token: string } => ({
  code: `A-${role}`,
  name: role,
  role,
  contractorCode: role === 'contractor' ? 'C1' : null,
  vehicleCodes: role === 'driver' ? ['P1'] : [],
  authorityCode: null,
  token: tokenOf(role),
});
const tokenOf = (role: AccountRole): string => `token-of-the-${role}`;

beforeAll(async () => {
  api = await startMapApi();
  await upsertAccounts(api.database, ACCOUNT_ROLES.map(account));
});
afterAll(() => api?.stop());

/** d: driver, c: contractor, k: client (the city), a: auditor. Whoever adds a route adds it here. */
const WHO_MAY: Readonly<Record<string, string>> = {
  'GET /api/session': 'dcka',
  'GET /api/docs': 'ka',
  'GET /api/docs-json': 'ka',
  'GET /api/docs/start.js': 'ka',
  'GET /api/docs/swagger-ui.css': 'ka',
  'GET /api/docs/swagger-ui-bundle.js': 'ka',
  'GET /api/stream': 'ka',
  'GET /api/vehicles': 'ka',
  'GET /api/vehicles/:id/track': 'ka',
  'GET /api/segments/at': 'ka',
  'GET /api/segments/:segment': 'ka',
  'GET /api/segments/:segment/evidence': 'ka',
  'GET /api/routes': 'ka',
  'GET /api/work-zones': 'ka',
  'GET /api/routes/:code/corridor': 'ka',
  'GET /api/work-states': 'ka',
  'POST /api/work-states': 'dk',
  'GET /api/snowfalls': 'ka',
  'POST /api/snowfalls': 'k',
  'GET /api/storms': 'ka',
  'POST /api/storms': 'k',
  'GET /api/dispatch-orders': 'ka',
  'POST /api/dispatch-orders': 'k',
  'GET /api/reports': 'dcka',
  'GET /api/reports/:reportNo': 'dcka',
  'GET /api/reports/:reportNo/track': 'dcka',
  'GET /api/reports/:reportNo/photos/:hash': 'dcka',
  'PUT /api/reports/:reportNo/photos/:hash': 'dc',
  'POST /api/reports/:reportNo/submit': 'dc',
  'POST /api/reports/:reportNo/correct': 'dc',
  'POST /api/reports/:reportNo/check': 'k',
  'POST /api/reports/:reportNo/approve': 'k',
  'POST /api/reports/:reportNo/return': 'k',
  'POST /api/reports/:reportNo/revise': 'ck',
  'POST /api/approvals': 'k',
  'POST /api/decisions': 'k',
  'GET /api/machines': 'cka',
  'GET /api/settlements': 'cka',
  'GET /api/settlements/contracts': 'cka',
  'GET /api/settlements/runs': 'ka',
  'POST /api/settlements/runs': 'k',
  'GET /api/settlements/:contractId/:period': 'cka',
  'POST /api/settlements/:contractId/:period/release': 'k',
  'GET /api/invoices': 'cka',
  'GET /api/invoices/:invoiceNo': 'cka',
  'POST /api/invoices/:invoiceNo/reissue': 'c',
  'GET /api/exports/reports/:reportNo/pdf': 'dcka',
  'GET /api/exports/settlements/:contractId/:period/pdf': 'cka',
  'GET /api/exports/settlements/:contractId/:period/zip': 'cka',
  'GET /api/exports/settlements/:contractId/:period/bundle': 'cka',
  'GET /api/exports/invoices/archive': 'cka',
  'GET /api/exports/invoices/:invoiceNo/pdf': 'cka',
  'GET /api/deadlines': 'cka',
  'POST /api/deadlines/:contractId/:period': 'k',
  'POST /api/deadlines/:contractId/:period/taken-back': 'k',
};
const LETTERS: Readonly<Record<AccountRole, string>> = {
  driver: 'd',
  contractor: 'c',
  client: 'k',
  auditor: 'a',
};
const OPEN = ['POST /api/session', 'DELETE /api/session'];

const isStaff = ({ url }: StaffRoute): boolean => url === '/api' || url.startsWith('/api/');
/** Every route under /api as `GET /api/…`; HEAD goes with its GET. */
const staffRoutes = (): string[] => [
  ...new Set(
    api.routes
      .filter((route) => isStaff(route) && route.method !== 'OPTIONS')
      .map(({ method, url }) => `${method === 'HEAD' ? 'GET' : method} ${url}`),
  ),
];

/** The status of a route for a token; a stream is left as soon as it has answered. */
const statusOf = async (method: string, url: string, token?: string): Promise<number> => {
  const address = url.replace(/:\w+/g, '1');
  const agent = request(api.app.getHttpServer())[method.toLowerCase() as 'get'](address);
  if (token !== undefined) agent.set('authorization', `Bearer ${token}`);
  if (url === '/api/stream') {
    agent.buffer(false).parse((response, done) => {
      (response as unknown as { destroy(): void }).destroy();
      done(null, null);
    });
  }
  return new Promise((resolve, reject) => {
    agent.on('response', ({ status }) => resolve(status)).on('error', reject);
    agent.end(() => undefined);
  });
};

describe('every staff route', () => {
  it('says whom it is for, and stands in the table of this test', () => {
    const silent = api.routes.filter((route) => isStaff(route) && !route.saysForWhom());
    expect(silent.map(({ method, url }) => `${method} ${url}`)).toEqual([]);
    expect(staffRoutes().sort()).toEqual([...Object.keys(WHO_MAY), ...OPEN].sort());
  });

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])(
    'is open to its roles and shut to all others: %s',
    async (method) => {
      const routes = api.routes.filter((route) => isStaff(route) && route.method === method);
      for (const { url } of routes) {
        const name = `${method === 'HEAD' ? 'GET' : method} ${url}`;
        if (OPEN.includes(name)) continue;
        for (const role of ACCOUNT_ROLES) {
          const status = await statusOf(method, url, tokenOf(role));
          const may = WHO_MAY[name].includes(LETTERS[role]);
          expect({ name, role, shut: status === 403 }).toEqual({ name, role, shut: !may });
          expect({ name, role, known: status !== 401 }).toEqual({ name, role, known: true });
        }
        for (const token of [undefined, 'nobodys-token'])
          expect(`${name} ${await statusOf(method, url, token)}`).toBe(`${name} 401`);
      }
    },
  );

  it('lets an auditor write nothing', () => {
    const written = Object.keys(WHO_MAY).filter(
      (name) => !name.startsWith('GET ') && WHO_MAY[name].includes('a'),
    );
    expect(written).toEqual([]);
  });
});

describe('a session', () => {
  it('says who is signed in, by bearer and by cookie', async () => {
    const server = api.app.getHttpServer();
    const driver = {
      account: 'A-driver',
      name: 'driver',
      role: 'driver',
      contractor: null,
      machines: ['P1'],
    };
    const signIn = await request(server)
      .post('/api/session')
      .send({ token: tokenOf('driver') })
      .expect(200);
    expect(signIn.body).toMatchObject(driver);
    const [cookie] = signIn.headers['set-cookie'] as unknown as string[];
    const asked = await request(server).get('/api/session').set('cookie', cookie.split(';')[0]).expect(200);
    expect(asked.body).toMatchObject(driver);
    await request(server).get('/api/vehicles').set('cookie', cookie.split(';')[0]).expect(403);
  });

  it('ends with the account', async () => {
    await upsertAccounts(api.database, [{ ...account('auditor'), code: 'A-2', token: 'second-auditor' }]);
    expect(await statusOf('GET', '/api/session', 'second-auditor')).toBe(200);
    await api.database.query("DELETE FROM account WHERE code = 'A-2'");
    expect(await statusOf('GET', '/api/session', 'second-auditor')).toBe(401);
  });
});
