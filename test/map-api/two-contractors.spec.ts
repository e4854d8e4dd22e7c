import { execFileSync } from 'node:child_process';
import { jest } from '@jest/globals';
import { unzipSync } from 'fflate';
import { keepBundle } from '#paperwork';
import { findReport, findSettlement, listFindings } from '#store';
import { collectBytes } from '../support/collect-bytes.js';
import { NOW_AT, STREETS } from '../support/map-api-app.js';
import { PAYABLE_AT, type PaperApi, PERIOD } from '../support/paper-api.js';
import { describeWithPrograms } from '../support/programs.js';
import { startTwoClients } from '../support/two-clients.js';
import { waitUntil } from '../support/wait-until.js';

jest.setTimeout(120_000);

/** P2 of the contractor C2 drives along with P1 of C1, under P1's plate. */
let api: PaperApi;
beforeAll(async () => {
  api = await startTwoClients({ isTwin: true });
  api.clock.at = PAYABLE_AT;
});
afterAll(() => api?.stop());

const ask: PaperApi['ask'] = (...question) => api.ask(...question);
const TWINS = ['N20260125-P1-K-C1', 'N20260125-P2-K-C2'];
const FOR_PREF = 'N20260125-P1-L-C1';
const stepsOf = async (reportNo: string): Promise<number> =>
  (await findReport(api.database, reportNo))!.history.length;
const step = async (who: string, reportNo: string, action: string) =>
  ask('post', `/reports/${reportNo}/${action}`, who)
    .send({ seenSteps: await stepsOf(reportNo) })
    .expect(200);
const decide = (who: string, findingId: string, body: object = {}) =>
  ask('post', '/decisions', who).send({ findingId, decision: 'pay', reason: '応援と確認', ...body });
const settle = async (who: string): Promise<void> => {
  await ask('post', '/settlements/runs', who).send({ period: PERIOD, withoutUnapproved: true }).expect(202);
  const isOver = async (): Promise<boolean> => (await ask('get', '/settlements/runs', who)).body[0].isOver;
  await waitUntil(isOver, { what: 'the run to end' });
};
const releaseOf = (who: string, contractId: string, version = 1) =>
  ask('post', `/settlements/${contractId}/${PERIOD}/release`, who).send({ version });

/** Codes, contracts and machines of the other contractor. */
const FOREIGN: Readonly<Record<string, RegExp>> = {
  c1: /P2|C2|𠮷髙/,
  d1: /P2|C2|𠮷髙/,
  c2: /P1|C1|北雪/,
  d2: /P1|C1|北雪/,
};
const READ = [
  '/reports',
  ...[...TWINS, FOR_PREF].flatMap((no) => [`/reports/${no}`, `/reports/${no}/track`]),
  '/machines',
  '/settlements',
  '/settlements/contracts',
  ...['K-C1', 'K-C2', 'L-C1'].map((id) => `/settlements/${id}/${PERIOD}`),
  '/invoices',
  '/deadlines',
];
const expectNothingForeign = async (): Promise<void> => {
  for (const [who, foreign] of Object.entries(FOREIGN))
    for (const url of READ) {
      const { status, text } = await ask('get', url, who);
      if (status === 200) expect(`${who} ${url} ${foreign.exec(text)?.[0]}`).toBe(`${who} ${url} undefined`);
      else expect([403, 404]).toContain(status);
    }
};

describe('twin devices of two contractors', () => {
  it('are found between them, and a client reads between whom', async () => {
    const found = await listFindings(api.database, { stage: 'report', reportNos: TWINS });
    const codes = found.map(({ finding }) => finding.code);
    expect(codes).toEqual(expect.arrayContaining(['overlapping_plates', 'twin_devices']));
    const { body } = await ask('get', `/reports/${TWINS[0]}`, 'city').expect(200);
    expect(
      body.findings.find(({ rule }: { rule: string }) => rule === 'overlapping_plates').reportNos,
    ).toEqual(TWINS);
  });

  it('are told to contractors and drivers without the other one', async () => {
    const { body } = await ask('get', `/reports/${TWINS[0]}`, 'c1').expect(200);
    const overlap = body.findings.find(({ rule }: { rule: string }) => rule === 'overlapping_plates');
    expect(overlap.reportNos).toEqual([TWINS[0]]);
    expect(overlap.ja).toContain('同じ登録番号のほかの日報');
    await expectNothingForeign();
  });
});

describe('audits between clients and contractors', () => {
  it('are decided by each client for itself', async () => {
    for (const { finding } of await listFindings(api.database, { stage: 'report', reportNos: TWINS }))
      await decide('both', finding.id).expect(200);
    for (const [reportNo, client] of [...TWINS.map((no) => [no, 'city']), [FOR_PREF, 'pref']]) {
      await step(reportNo.includes('P1') ? 'd1' : 'd2', reportNo, 'submit');
      await step(client, reportNo, 'check');
      await step(client, reportNo, 'approve');
    }
    await settle('both');
    const twin = (await listFindings(api.database, { stage: 'audit', reportNos: [FOR_PREF] })).find(
      ({ finding }) => finding.code === 'twin_devices',
    )!.finding;
    expect(twin.reportNos).toEqual([TWINS[0], FOR_PREF, TWINS[1]]);
    await expectNothingForeign();
    await decide('pref', twin.id).expect(200);
    const openOf = async (who: string, contractId: string) =>
      (await ask('get', `/settlements/${contractId}/${PERIOD}`, who).expect(200)).body.audits.filter(
        ({ rule, decision }: { rule: string; decision: object | null }) =>
          rule === 'twin_devices' && decision === null,
      ).length;
    expect([await openOf('pref', 'L-C1'), await openOf('city', 'K-C1')]).toEqual([0, 1]);
    expect((await releaseOf('city', 'K-C1')).body.detail).toContain('監査の判断が必要です');
  });

  it('withhold a report of the client’s own, by its number', async () => {
    const audits = await listFindings(api.database, { stage: 'audit', reportNos: [TWINS[1]] });
    const [{ finding }] = audits;
    const withhold = (who: string, reportNo: string) =>
      decide(who, finding.id, { decision: 'withhold', withheldReportNos: [reportNo] });
    await withhold('city', 'N-none').expect(400);
    await withhold('pref', TWINS[1]).expect(finding.reportNos.includes(FOR_PREF) ? 400 : 404);
    await withhold('city', TWINS[1]).expect(200);
    const { body } = await ask('get', `/reports/${TWINS[1]}`, 'city').expect(200);
    expect(body.audits.find(({ id }: { id: string }) => id === finding.id).decision).toMatchObject({
      decision: 'withhold',
      withheldReportNos: [TWINS[1]],
    });
    for (const other of audits.slice(1)) await decide('city', other.finding.id).expect(200);
    await settle('city');
    const settled = await findSettlement(api.database, { contractId: 'K-C2', period: PERIOD });
    expect(settled!.settlement.reports).toEqual([]);
  });

  it('let the other client pay: what the first decided is not its decision', async () => {
    expect((await releaseOf('pref', 'L-C1')).status).toBe(200);
    const audits = await listFindings(api.database, { stage: 'audit', reportNos: [TWINS[0]] });
    for (const { finding } of audits) await decide('city', finding.id).expect(200);
    expect((await releaseOf('city', 'K-C1')).status).toBe(200);
    await expectNothingForeign();
  });
});

describeWithPrograms('documents between contractors', ['pdftotext'], () => {
  const textOf = (name: string, bytes: Uint8Array): string => {
    if (name.endsWith('.pdf'))
      return execFileSync('pdftotext', ['-layout', '-', '-'], {
        input: Buffer.from(bytes),
        encoding: 'utf8',
      });
    const packed = /\.(xlsx|zip)$/.test(name) ? Object.entries(unzipSync(bytes)) : null;
    return packed === null
      ? Buffer.from(bytes).toString('utf8')
      : packed.map(([inner, own]) => textOf(inner, own)).join('\n');
  };

  it('say nothing of the other one in any format', async () => {
    const { body } = await ask('get', `/exports/settlements/K-C1/${PERIOD}/zip`, 'c1')
      .buffer(true)
      .parse(collectBytes)
      .expect(200);
    const files = Object.entries(unzipSync(body));
    const found = files.map(([name, bytes]) => [name, textOf(name, bytes)] as const);
    expect(found.some(([, text]) => text.includes('同じ登録番号のほかの日報'))).toBe(true);
    const foreign = found.filter(([, text]) => /-P2|「P2|-C2|𠮷髙/.test(text));
    expect(foreign.map(([name]) => name)).toEqual([]);
  });

  it('nor in the bundle', async () => {
    const stored = (await findSettlement(api.database, { contractId: 'K-C1', period: PERIOD }))!;
    const parts = { database: api.database, network: STREETS };
    const stamp = { by: 'test', at: NOW_AT };
    const { zip } = await keepBundle(parts, stored, { folder: api.settings.bundles.folder, stamp });
    const audits = Buffer.from(unzipSync(zip)['audits.json']).toString('utf8');
    expect(JSON.parse(audits).length).toBeGreaterThan(0);
    expect(audits).not.toMatch(/P2|C2/);
  });
});
