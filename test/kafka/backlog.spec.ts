import { jest } from '@jest/globals';
import type { City, WireFix } from '#fixtures';
import { simulateStorm } from '#fixtures';
import { Database } from '#store';
import { dumpLines } from '../../apps/tracks/src/dump-passes.js';
import { type FleetVehicle, fleetOf, fleetRegister } from '../bench/fleet.js';
import { shotOf } from '../bench/load.js';
import { Scrape } from '../server/scrape.js';
import { Distributed } from '../support/distributed.js';
import { waitUntil } from '../support/wait-until.js';

const START_AT = Date.parse('2026-01-24T21:00:00+09:00');
const HOURS = 2.5;
/** Two hours of a fix every 5 s. */
const BACKLOG = 1_440;
/** Sent while both tracks processes are stopped: whoever waits for matching is never acknowledged. */
const WHILE_STOPPED = 200;
const MOST_REMATCHES = 10;
const MACHINE = 'J01';

jest.setTimeout(300_000);

let stack: Distributed;
let database: Database;
let inOrder: FleetVehicle;
let newestFirst: FleetVehicle;

/** The drive without its last ten minutes, and one fix after them: what the phone sends when its radio is back. */
const backlogOf = ({ fixes }: FleetVehicle): { drive: WireFix[]; after: WireFix } => ({
  drive: fixes.slice(0, BACKLOG),
  after: fixes.find((fix) => Date.parse(fix.at) > Date.parse(fixes[BACKLOG - 1].at) + 600_000)!,
});

const send = async ({ token }: FleetVehicle, fixes: readonly WireFix[]): Promise<void> => {
  const { path, ...init } = shotOf(token, fixes);
  const response = await fetch(stack.ingest.url + path, { method: 'POST', ...init });
  expect(await response.json()).toMatchObject({ rejected: [] });
  expect(response.status).toBe(200);
};

const sumOfTracks = async (name: string): Promise<number> => {
  const scrapes = await Promise.all(stack.tracks.map(({ url }) => Scrape.of(url)));
  return scrapes.reduce((sum, scrape) => sum + (scrape.sum(name) || 0), 0);
};

const untilMatched = (): Promise<void> =>
  waitUntil(
    async () =>
      (await sumOfTracks('yukimichi_fixes_stored_total')) === 2 * (BACKLOG + 1) &&
      (await sumOfTracks('yukimichi_marks_waiting')) === 0,
    { withinMs: 180_000, everyMs: 500, what: 'every fix to be stored and matched' },
  );

/** The passes of a vehicle as the dump has them, without the vehicle. */
const passesOf = async (code: string): Promise<object[]> => {
  const [{ id }] = await database.query<{ id: number }>('SELECT id FROM vehicle WHERE code = $1', [code]);
  const passes: object[] = [];
  for await (const line of dumpLines(database)) {
    const { vehicle, ...pass } = JSON.parse(line) as { vehicle: number };
    if (vehicle === id) passes.push(pass);
  }
  return passes;
};

beforeAll(async () => {
  const nowAt = new Date(START_AT + HOURS * 3_600_000).toISOString();
  let city: City | undefined;
  stack = await Distributed.start({
    clock: `storm@${nowAt}@1@${new Date().toISOString()}`,
    registerOf: (loaded) => {
      city = loaded;
      return fleetRegister(loaded, 2);
    },
  });
  database = new Database(stack.postgres.url, { max: 1 });
  const storm = simulateStorm(city!, { seed: 1, hours: HOURS, startAt: START_AT, machines: 6 });
  const fleet = fleetOf(storm, 2).filter(({ code }) => code.startsWith(`${MACHINE}-`));
  [inOrder, newestFirst] = fleet;
});

afterAll(async () => {
  await database?.close();
  await stack?.dispose();
});

it('one phone uploads two hours singly, newest first: acknowledged without matching, seldom matched again', async () => {
  const { drive, after } = backlogOf(newestFirst);
  expect(drive).toHaveLength(BACKLOG);
  await send(inOrder, drive.slice(0, 720));
  await send(inOrder, [...drive.slice(720), after]);
  await waitUntil(async () => (await sumOfTracks('yukimichi_fixes_stored_total')) === BACKLOG + 1);
  expect(await sumOfTracks('yukimichi_rematches_total')).toBe(0);

  await send(newestFirst, [after]);
  const backlog = drive.toReversed();
  for (const tracks of stack.tracks) tracks.signal('SIGSTOP');
  for (const fix of backlog.slice(0, WHILE_STOPPED)) await send(newestFirst, [fix]);
  for (const tracks of stack.tracks) tracks.signal('SIGCONT');
  for (const fix of backlog.slice(WHILE_STOPPED)) await send(newestFirst, [fix]);
  await untilMatched();

  const rematches = await sumOfTracks('yukimichi_rematches_total');
  process.stdout.write(`${BACKLOG} fixes singly, newest first: ${rematches} re-matches\n`);
  expect(rematches).toBeGreaterThan(0);
  expect(rematches).toBeLessThanOrEqual(MOST_REMATCHES);
  const passes = await passesOf(newestFirst.code);
  expect(passes.length).toBeGreaterThan(100);
  expect(passes).toEqual(await passesOf(inOrder.code));
});
