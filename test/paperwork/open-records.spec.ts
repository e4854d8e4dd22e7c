import path from 'node:path';
import { jest } from '@jest/globals';
import { cityContracts, sendStorm, smallTown } from '#fixtures';
import { releaseSettlementOf, saveContractBook } from '#paperwork';
import {
  listReportHeads,
  listVehicles,
  lockSettlementsOf,
  markTracks,
  searchInvoices,
  upsertTracks,
} from '#store';
import { SettleCommands } from '../support/settle-commands.js';
import { contractorStorm, contractorTown } from '../support/town-contractor.js';
import { faultOf, NIGHT, STAMP, TownMonth } from '../support/town-month.js';
import { startTownServer, TOWN_STORM_AT, type TownServer } from '../support/town-server.js';
import { waitUntil } from '../support/wait-until.js';

jest.setTimeout(180_000);

describe('a night that has only just ended', () => {
  const storm = contractorStorm(TOWN_STORM_AT);
  let server: TownServer;
  let commands: SettleCommands;

  beforeAll(async () => {
    // Ten times as fast as real: a track is closed after half a minute of silence.
    const CLOCK = `storm@${new Date(storm.endAt + 10_000).toISOString()}@10`;
    const register = contractorTown();
    server = await startTownServer({ environment: { CLOCK }, register });
    commands = await SettleCommands.over(server.database, smallTown().network);
    const book = cityContracts(register, '2026-01-24');
    await server.database.transaction((tx) => saveContractBook(tx, book, { by: 'spec', at: storm.startAt }));
    const { url, staffToken } = server;
    await sendStorm(storm, { url, staffToken, speed: 'max' });
  });
  afterAll(async () => {
    commands?.remove();
    await server?.dispose();
  });

  const settle = async () => {
    const out = path.join(commands.folder, 'out');
    const args = ['--period', '2026-01', '--out', out, '--approve-as', '監督員', '--json'];
    const { code, out: printed } = await commands.settle(args, '2026-02-02T09:00:00+09:00');
    return { code, ...JSON.parse(printed) };
  };
  it('is approved by nobody until its passes are final, and its bundle verifies then', async () => {
    const early = await settle();
    expect(early).toMatchObject({ code: 1, approved: 0, contracts: [{ done: false, invoiceNo: null }] });
    expect(early.waiting.map(({ en }: { en: string }) => en)).toContainEqual(
      expect.stringMatching(
        /^The fixes of machine "T-\d" are not all processed yet .*: try again in 1 min\.$/,
      ),
    );
    expect((await listReportHeads(server.database)).map(({ state }) => state)).not.toContain('approved');
    await server.untilClosed();
    const done = await settle();
    expect(done).toMatchObject({ code: 0, waiting: [], contracts: [{ done: true, faults: [] }] });
    const { contractId, rootHash } = done.contracts[0];
    const zip = path.join(commands.folder, 'out', contractId, '2026-01', 'settlement.zip');
    expect(await commands.verify(zip, '--root', rootHash)).toMatchObject({ code: 0 });
  });
});

describe('a release', () => {
  let town: TownMonth;
  beforeEach(async () => {
    town = await TownMonth.start();
    await town.saveIssuer();
    await town.approveAll();
  });
  afterEach(() => town.stop());

  const vehicleId = async (): Promise<number> =>
    (await listVehicles(town.database)).find(({ code }) => code === NIGHT.vehicle)!.id;

  it('waits for fixes that are stored and not matched yet, and for a track that goes on', async () => {
    const settled = await town.settle();
    const { fromAt, toAt } = NIGHT;
    await markTracks(town.database, [{ vehicleId: await vehicleId(), fromAt, toAt: fromAt }], 'fix');
    const fault = await faultOf(releaseSettlementOf(town.parts, settled, STAMP));
    expect([fault.code, fault.ja]).toEqual([
      'record_open',
      '機械「T-2」の測位の処理がまだ終わっていません(走行中か、測位が届いた直後)。1 分後にやり直してください。',
    ]);
    await town.database.query('DELETE FROM track_mark');
    const track = { vehicleId: await vehicleId(), startedAt: fromAt, endedAt: toAt, closed: false };
    await upsertTracks(town.database, [track]);
    const soon = { by: '係員', at: toAt + 40_000 };
    const open = await faultOf(releaseSettlementOf(town.parts, settled, soon));
    expect([open.code, open.ja]).toEqual(['record_open', expect.stringContaining('。5 分後に')]);
    expect(await searchInvoices(town.database)).toEqual([]);
    await upsertTracks(town.database, [{ ...track, closed: true }]);
    expect((await releaseSettlementOf(town.parts, settled, STAMP)).invoice).not.toBeNull();
  });

  it('pays nothing where a fix comes between its last look at the records and the payment', async () => {
    const settled = await town.settle();
    let letGo = (): void => undefined;
    const gone = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const holding = town.database.transaction(async (tx) => {
      await lockSettlementsOf(tx, settled.contractId);
      await gone;
    });
    const refused = faultOf(releaseSettlementOf(town.parts, settled, STAMP));
    const waits = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    await waitUntil(async () => (await town.database.query(waits)).length > 0, { what: 'the release' });
    await town.lateFixes();
    letGo();
    await holding;
    expect((await refused).code).toBe('record_open');
    expect((await faultOf(releaseSettlementOf(town.parts, settled, STAMP))).code).toBe('audit_open');
  });

  it('does not wait because the machine drives again', async () => {
    const startedAt = STAMP.at - 600_000;
    const tonight = { vehicleId: await vehicleId(), startedAt, endedAt: STAMP.at };
    await upsertTracks(town.database, [{ ...tonight, closed: false }]);
    await markTracks(
      town.database,
      [{ vehicleId: tonight.vehicleId, fromAt: STAMP.at, toAt: STAMP.at }],
      'fix',
    );
    expect((await releaseSettlementOf(town.parts, await town.settle(), STAMP)).invoice).not.toBeNull();
  });
});
