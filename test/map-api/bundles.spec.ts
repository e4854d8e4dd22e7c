import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { jest } from '@jest/globals';
import { unzipSync } from 'fflate';
import type request from 'supertest';
import { verifyBundle } from '#bundle';
import { listBundles, listUnbundled } from '#store';
import type { SettlementDetail } from '#wire';
import { BundleKeeper } from '../../apps/map-api/src/settlement/bundle-keeper.js';
import { collectBytes } from '../support/collect-bytes.js';
import { HOUR_MS, STREETS } from '../support/map-api-app.js';
import { EVENING, PAYABLE_AT, type PaperApi, PERIOD, startPaperApi } from '../support/paper-api.js';
import { storeNight } from '../support/paper-world.js';
import { waitUntil } from '../support/wait-until.js';

jest.setTimeout(120_000);

const SETTLEMENT = `/settlements/K-C1/${PERIOD}`;
const BUNDLE = `/exports${SETTLEMENT}/bundle`;

let api: PaperApi;
const ask: PaperApi['ask'] = (...question) => api.ask(...question);
const bytesOf = async (url: string, who = 'c1'): Promise<Buffer> =>
  (await ask('get', url, who).buffer(true).parse(collectBytes).expect(200)).body;
const detail = async (): Promise<SettlementDetail> => (await ask('get', SETTLEMENT, 'city').expect(200)).body;
const night = { vehicle: 'P1', roads: ['本通り'], fromAt: EVENING, toAt: EVENING + HOUR_MS };
const folder = (): string => api.settings.bundles.folder;
const kept = async (): Promise<NonNullable<NonNullable<SettlementDetail['bundle']>['kept']>> => {
  await waitUntil(async () => (await detail()).bundle?.kept !== null, { what: 'the bundle to be written' });
  return (await detail()).bundle!.kept!;
};

beforeEach(async () => {
  api = await startPaperApi({ nights: [night] });
  api.clock.at = PAYABLE_AT;
  const reportNo = 'N20260125-P1-K-C1';
  await ask('post', `/reports/${reportNo}/submit`, 'd1').send({ seenSteps: 0 }).expect(200);
  await ask('post', '/approvals', 'city').send({ reports: [{ reportNo, seenSteps: 1 }] });
  await ask('post', '/settlements/runs', 'city').send({ period: PERIOD }).expect(202);
  await waitUntil(async () => (await ask('get', '/settlements/runs', 'city')).body[0].isOver, {
    what: 'the run to end',
  });
});
afterEach(() => api?.stop());

const release = (): request.Test =>
  ask('post', `${SETTLEMENT}/release`, 'city').send({ version: 1 }).expect(200);

describe('a release', () => {
  it('is followed by the bundle, which its people take along and verify', async () => {
    await ask('get', BUNDLE, 'c1').expect(409);
    expect((await detail()).bundle).toBeNull();
    await release();
    const { rootHash, bytes } = await kept();
    const zip = await bytesOf(BUNDLE);
    expect(zip).toHaveLength(bytes);
    expect(await bytesOf(BUNDLE, 'audit')).toEqual(zip);
    expect(verifyBundle(zip, rootHash)).toMatchObject({ verdict: 'original' });
    const everything = unzipSync(await bytesOf(`/exports${SETTLEMENT}/zip`));
    expect(Buffer.from(everything['settlement.zip'])).toEqual(zip);
    expect(await listUnbundled(api.database)).toEqual([]);
    await ask('get', BUNDLE, 'd1').expect(403);
  });

  it('stands where the bundle cannot be written: the page says so, and it is written later by itself', async () => {
    mkdirSync(path.dirname(folder()), { recursive: true });
    writeFileSync(folder(), 'in the way');
    const { invoiceNo } = (await release()).body;
    await waitUntil(async () => (await detail()).bundle?.trouble !== null, {
      what: 'the trouble to be told',
    });
    expect((await detail()).bundle).toMatchObject({
      kept: null,
      trouble: expect.stringMatching(/検証用一式を書けませんでした.* \/ The bundle could not be written/),
    });
    expect((await ask('get', BUNDLE, 'c1').expect(503)).body.detail).toContain('BUNDLE_DIR');
    const papers = await ask('get', `/exports${SETTLEMENT}/pdf`, 'c1').expect(200);
    expect(papers.headers['content-type']).toBe('application/pdf');
    rmSync(folder());
    await api.app.get(BundleKeeper).keepAll();
    expect((await detail()).bundle).toMatchObject({ kept: { bytes: expect.any(Number) }, trouble: null });
    expect((await detail()).invoiceNo).toBe(invoiceNo);
  });

  it('says on its page that a bundle would not verify, and keeps none', async () => {
    mkdirSync(path.dirname(folder()), { recursive: true });
    writeFileSync(folder(), 'in the way');
    await release();
    await waitUntil(async () => (await detail()).bundle?.trouble !== null, { what: 'the first try' });
    const more = { ...night, toAt: night.toAt + 240_000 };
    await storeNight(api.database, STREETS, more);
    rmSync(folder());
    await api.app.get(BundleKeeper).keepAll();
    expect((await detail()).bundle).toMatchObject({
      kept: null,
      trouble: expect.stringMatching(
        /精算と一致しないため、作りませんでした.* \/ The bundle of contract "K-C1"/,
      ),
    });
    expect(await listBundles(api.database, { contractId: 'K-C1', period: PERIOD })).toEqual([]);
    expect((await ask('get', BUNDLE, 'c1').expect(503)).body.detail).toContain('K-C1');
  });

  it('and a reissue get a bundle each, the second one with both invoices', async () => {
    const first = (await release()).body.invoiceNo;
    const before = await kept();
    api.clock.at += 1_000;
    const reason = '口座番号の誤り';
    const again = await ask('post', `/invoices/${first}/reissue`, 'c1').send({ reason }).expect(200);
    const after = await kept();
    expect(after.rootHash).not.toBe(before.rootHash);
    expect(readdirSync(folder())).toHaveLength(2);
    const texts = Object.values(unzipSync(await bytesOf(BUNDLE))).map((bytes) =>
      Buffer.from(bytes).toString(),
    );
    expect(texts.some((text) => text.includes(again.body.invoiceNo))).toBe(true);
  });

  it('whose bundle file was lost gets it again when it is asked for', async () => {
    await release();
    const { rootHash } = await kept();
    rmSync(folder(), { recursive: true });
    const zip = await bytesOf(BUNDLE);
    expect(verifyBundle(zip, rootHash)).toMatchObject({ verdict: 'original' });
  });
});
