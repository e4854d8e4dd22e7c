import { jest } from '@jest/globals';
import request from 'supertest';
import { type MapApiApp, STAFF_TOKEN, startMapApi } from '../support/map-api-app.js';

jest.setTimeout(60_000);

let api: MapApiApp;

beforeAll(async () => {
  api = await startMapApi();
});

afterAll(() => api?.stop());

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const isStaff = (url: string): boolean => url.startsWith('/api');
/** Parameters and wildcards filled in. */
const addressOf = (url: string): string => url.replace(/:\w+/g, '1').replace(/\*/g, 'swagger-ui.css');

const ask = (method: string, url: string): request.Test => {
  const agent = request(api.app.getHttpServer());
  return agent[method.toLowerCase() as 'get'](addressOf(url));
};

describe('the staff gate', () => {
  it('lets no staff route be reached without the token', async () => {
    const staffRoutes = api.routes.filter(({ method, url }) => METHODS.includes(method) && isStaff(url));
    const guarded = staffRoutes.filter(({ url }) => url !== '/api/session');
    expect(guarded.length).toBeGreaterThan(15);
    for (const { method, url } of guarded) {
      for (const headers of [{}, { authorization: 'Bearer wrong' }, { cookie: 'staff=wrong; x=y' }]) {
        const response = await ask(method, url).set(headers);
        expect(`${method} ${url} ${response.status}`).toBe(`${method} ${url} 401`);
        expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
      }
    }
  });

  it.each([
    '/API/vehicles',
    '//api/vehicles',
    '/api/../api/vehicles',
    '/%61pi/vehicles',
    '/api%2fvehicles',
    '/api;/vehicles',
  ])('gives nothing away for %s', async (url) => {
    const response = await request(api.app.getHttpServer()).get(url);
    expect([401, 404]).toContain(response.status);
    expect(JSON.stringify(response.body)).not.toContain('vehicles":[');
  });

  it('opens for the token as bearer', async () => {
    const { headers } = await ask('GET', '/api/vehicles')
      .set('authorization', `Bearer ${STAFF_TOKEN}`)
      .expect(200);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    const docs = await ask('GET', '/api/docs-json').set('authorization', `Bearer ${STAFF_TOKEN}`).expect(200);
    expect(Object.keys(docs.body.paths)).toContain('/api/vehicles');
    for (const file of ['', '/start.js', '/swagger-ui.css', '/swagger-ui-bundle.js']) {
      await ask('GET', `/api/docs${file}`).set('authorization', `Bearer ${STAFF_TOKEN}`).expect(200);
    }
  });

  it('opens for the cookie of a session', async () => {
    await ask('POST', '/api/session').send({ token: 'wrong' }).expect(401);
    await ask('POST', '/api/session').send([]).expect(401);
    const session = await ask('POST', '/api/session').send({ token: STAFF_TOKEN }).expect(200);
    const [cookie] = session.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^staff=.*HttpOnly; SameSite=Strict/);
    await ask('GET', '/api/vehicles').set('cookie', cookie.split(';')[0]).expect(200);
    const out = await ask('DELETE', '/api/session').expect(200);
    expect(out.headers['set-cookie'][0]).toMatch(/^staff=; .*Max-Age=0/);
  });

  it('leaves the public plane open', async () => {
    await ask('GET', '/current.json').expect(200);
    await ask('GET', '/').expect(200);
  });
});
