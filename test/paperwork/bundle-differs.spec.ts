import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { jest } from '@jest/globals';
import { verifyBundle } from '#bundle';
import { keepBundle } from '#paperwork';
import { listBundles, listUnbundled } from '#store';
import { SettleCommands } from '../support/settle-commands.js';
import { faultOf, ORDER, STAMP, TownMonth } from '../support/town-month.js';

jest.setTimeout(120_000);

let town: TownMonth;
let commands: SettleCommands;
let bundles: string;
beforeEach(async () => {
  town = await TownMonth.start();
  commands = await SettleCommands.over(town.database, town.parts.network);
  bundles = path.join(commands.folder, 'bundles');
  await town.saveIssuer();
  await town.approveAll();
});
afterEach(async () => {
  commands.remove();
  await town.stop();
});

const written = (): string[] => (existsSync(bundles) ? readdirSync(bundles) : []);

describe('fixes that come between a release and its bundle', () => {
  it('keep the bundle from being kept until somebody decides; no root is noted', async () => {
    const released = await town.settleAndRelease();
    await town.lateFixes();
    const place = { folder: bundles, stamp: STAMP };
    const fault = await faultOf(keepBundle(town.parts, released, place));
    expect([fault.code, fault.en]).toEqual([
      'bundle_differs',
      expect.stringMatching(/^The bundle of contract "K-C1" for 2026-01 was not kept: .*the first: Report "/),
    ]);
    expect([await listBundles(town.database, ORDER), written()]).toEqual([[], []]);
    expect(await listUnbundled(town.database)).toHaveLength(1);
    await town.make();
    await town.settle();
    expect(await town.payAll()).toBe(1);
    const { zip, rootHash } = await keepBundle(town.parts, released, place);
    expect(verifyBundle(zip, rootHash)).toMatchObject({
      verdict: 'original',
      paidAlthoughChanged: [town.reportNo],
    });
  });

  it('are a fault of the contract in what the command says, beside its invoice', async () => {
    const { invoice } = await town.settleAndRelease();
    await town.lateFixes();
    const args = ['--period', '2026-01', '--out', path.join(commands.folder, 'out'), '--json'];
    const { code, out } = await commands.settle(args);
    const [contract] = JSON.parse(out).contracts;
    expect([code, contract.faults[0].code]).toEqual([1, 'bundle_differs']);
    expect(contract).toMatchObject({ done: false, rootHash: null, files: [], invoiceNo: invoice!.invoiceNo });
    expect([await listBundles(town.database, ORDER), written()]).toEqual([[], []]);
  });
});
