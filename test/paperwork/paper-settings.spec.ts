import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { verifyBundle } from '#bundle';
import type { AuthoritySettings } from '#domain';
import { keepBundle, refreshFindings, releaseSettlementOf } from '#paperwork';
import { listFindings, savePaperSettings } from '#store';
import { STAMP, TownMonth } from '../support/town-month.js';

let town: TownMonth;
let folder: string;
beforeEach(async () => {
  town = await TownMonth.start();
  folder = mkdtempSync(path.join(os.tmpdir(), 'settings-'));
});
afterEach(async () => {
  await town.stop();
  rmSync(folder, { recursive: true });
});

const set = (settings: AuthoritySettings): Promise<void> =>
  town.database.transaction((tx) => savePaperSettings(tx, settings, STAMP));
const workTypes = async (): Promise<(string | null)[]> => [
  ...new Set(
    (await town.report()).dispatches
      .flatMap(({ spans }) => spans)
      .filter(({ activity }) => activity === 'work')
      .map(({ workType }) => workType),
  ),
];
const PACKED: AuthoritySettings = { authorityCode: 'city', report: { plainWorkType: 'packed_snow' } };

describe("an authority's settings", () => {
  it('make its open reports anew, and leave what somebody has handed in as it was made', async () => {
    expect(await workTypes()).toEqual(['fresh_snow']);
    await set(PACKED);
    expect(await town.make()).toMatchObject({ remade: 2, changed: 0 });
    expect(await workTypes()).toEqual(['packed_snow']);
    await town.step({ action: 'submit' }, 'driver');
    await set({ authorityCode: 'city', report: { plainWorkType: 'widening', dispatchGapMs: 1_000 } });
    expect(await town.make()).toMatchObject({ changed: 0 });
    expect(await workTypes()).toEqual(['packed_snow']);
    await town.step({ action: 'check' }, 'client');
    expect((await town.step({ action: 'approve' }, 'client')).state).toBe('approved');
  });

  it('of another authority, or for all, do not reach the reports of one that has its own', async () => {
    await set({ authorityCode: null, report: { plainWorkType: 'widening' } });
    await set(PACKED);
    await town.make();
    expect(await workTypes()).toEqual(['packed_snow']);
  });

  it('say when the rules speak', async () => {
    const codes = async (): Promise<string[]> => {
      const range = { fromDate: '2026-01-24', toDate: '2026-01-24' };
      await refreshFindings(town.parts, { range, openStandby: new Map(), at: STAMP.at });
      const found = await listFindings(town.database, { stage: 'report', reportNos: [town.reportNo] });
      return [...new Set(found.map(({ finding }) => finding.code))];
    };
    expect(await codes()).toEqual([]);
    await set({ authorityCode: null, finding: { speedKmh: 2 } });
    expect(await codes()).toEqual(['impossible_speed']);
    await set({ authorityCode: 'city', finding: { speedKmh: 80 } });
    expect(await codes()).toEqual([]);
  });

  it('are in the bundle as the reports were made, whatever is set when it is written', async () => {
    await set(PACKED);
    await town.make();
    await town.approveAll();
    await town.saveIssuer();
    const released = await releaseSettlementOf(town.parts, await town.settle(), STAMP);
    await set({ authorityCode: 'city', report: { plainWorkType: 'widening' } });
    const { zip, rootHash } = await keepBundle(town.parts, released, { folder, stamp: STAMP });
    expect(verifyBundle(zip, rootHash)).toMatchObject({ verdict: 'original', faults: [] });
  });
});
