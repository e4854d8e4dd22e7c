import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { encodeNetwork, NetworkFileError } from '#domain';
import { smallTown } from '#fixtures';
import { waitUntil } from '../../../test/support/wait-until.js';
import { writeNetworkFile } from './network-file.js';
import { NetworkPlace } from './network-place.js';

const TOWN = smallTown().network;
const LOOK_EVERY_MS = 20;
const OTHER = { ...TOWN, source: 'another survey' };

let folder: string;
let file: string;
let told: string[];
const tell = (sentence: string): void => void told.push(sentence);

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'yukimichi-place-'));
  file = path.join(folder, 'town.network');
  told = [];
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('NetworkPlace', () => {
  it('has no network yet, or the one that lies there', async () => {
    const place = new NetworkPlace(file, LOOK_EVERY_MS);
    expect(await place.read()).toBeNull();
    expect(await place.readOrTell(tell)).toBeNull();
    expect(told).toEqual([`No road network is at ${file} yet: it is taken up when it comes.`]);
    await writeNetworkFile(file, TOWN);
    expect((await place.read())?.hash).toBe(TOWN.hash);
  });

  it('refuses a broken file, or tells of it and works without', async () => {
    writeFileSync(file, 'no network');
    const place = new NetworkPlace(file, LOOK_EVERY_MS);
    await expect(place.read()).rejects.toThrow(NetworkFileError);
    expect(await place.readOrTell(tell)).toBeNull();
    expect(told).toEqual([expect.stringMatching(/town\.network: .*Fixes are kept/)]);
  });

  it('calls once when a network comes, and tells of a broken one before', async () => {
    const place = new NetworkPlace(file, LOOK_EVERY_MS);
    await place.read();
    let calls = 0;
    const watch = place.watch(() => {
      calls += 1;
    }, tell);
    const whole = encodeNetwork(TOWN);
    writeFileSync(file, whole.subarray(0, whole.length >> 1));
    await waitUntil(() => told.length === 1, { what: 'the half file to be told of' });
    expect([calls, told[0]]).toEqual([0, expect.stringContaining('town.network')]);
    await writeNetworkFile(file, TOWN);
    await waitUntil(() => calls === 1, { what: 'the network to be noticed' });
    watch.stop();
  });

  it('calls for another network, not for the same one written again', async () => {
    await writeNetworkFile(file, TOWN);
    const place = new NetworkPlace(file, LOOK_EVERY_MS);
    await place.read();
    const hashes: string[] = [];
    const watch = place.watch(() => hashes.push('another'), tell);
    writeFileSync(file, readFileSync(file));
    // Nothing is to be seen of what is not done: ten looks.
    await new Promise((resolve) => setTimeout(resolve, 10 * LOOK_EVERY_MS));
    expect(hashes).toEqual([]);
    await writeNetworkFile(file, OTHER);
    await waitUntil(() => hashes.length === 1, { what: 'the other network to be noticed' });
    watch.stop();
    expect(told).toEqual([]);
  });
});
