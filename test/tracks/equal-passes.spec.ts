import { stormClock } from '#config';
import { type Fix, WORK_KINDS } from '#domain';
import { type Random, randomOf, type StaffPost, simulateStorm, smallTown } from '#fixtures';
import { Database, saveRegister } from '#store';
import { type ClonedDatabase, cloneDatabase } from '../support/database.js';
import { fixesOf, idsByCode, storePost } from '../support/storm-steps.js';
import { RunningTracks } from './tracks-harness.js';

const START_AT = Date.parse('2026-01-24T21:00:00+09:00');
/** Storm seconds per second: a track closes 0.75 s after its last fix, often while its vehicle still sends. */
const SPEED = 400;

const town = smallTown();
const storm = simulateStorm(town, { seed: 7, machines: 6, hours: 0.8, startAt: START_AT });

type Step = { readonly fixes: readonly Fix[] } | { readonly post: StaffPost };

const batches = (fixes: readonly Fix[], size: number): Step[] => {
  const steps: Step[] = [];
  for (let i = 0; i < fixes.length; i += size) steps.push({ fixes: fixes.slice(i, i + size) });
  return steps;
};

/** Split into batches of any size from one fix to 120. */
const unevenBatches = (fixes: readonly Fix[], random: Random): Step[] => {
  const steps: Step[] = [];
  for (let i = 0; i < fixes.length; ) {
    const size = random.whole(1, random.whole(1, 120));
    steps.push({ fixes: fixes.slice(i, i + size) });
    i += size;
  }
  return steps;
};

const shuffled = <T>(items: readonly T[], random: Random): T[] => {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = random.whole(0, i);
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
};

/** Runs the steps on a database of its own, with new processes taking over where told, and gives the dump. */
const dumpAfter = async (
  makeSteps: (fixes: readonly Fix[]) => Step[],
  takeOverAt: readonly number[] = [],
): Promise<string[]> => {
  const cloned: ClonedDatabase = await cloneDatabase();
  const running: RunningTracks[] = [];
  const clock = stormClock(START_AT, SPEED);
  const start = async (): Promise<void> => {
    running.unshift(await RunningTracks.start(cloned.url, clock, town.network));
  };
  const setUp = new Database(cloned.url, { max: 1 });
  await setUp.transaction((tx) => saveRegister(tx, town.register));
  const ids = await idsByCode(setUp);
  try {
    await start();
    const steps = makeSteps(fixesOf(storm, ids));
    for (const [index, step] of steps.entries()) {
      if (takeOverAt.includes(index)) await start();
      if ('post' in step) await storePost(setUp, ids, step.post);
      else await running[0].append(step.fixes);
    }
    await running[0].untilClosed();
    return await running[0].dump();
  } finally {
    for (const tracks of running) await tracks.stop();
    await setUp.close();
    await cloned.drop();
  }
};

const byTime = (a: Fix, b: Fix): number => a.fixAt - b.fixAt || a.deviceId - b.deviceId;
const posts: Step[] = storm.staffPosts.map((item) => ({ post: item }));

describe('passes depend on the set of fixes and events only', () => {
  let reference: string[];

  beforeAll(async () => {
    reference = await dumpAfter((fixes) => [...posts, ...batches([...fixes].sort(byTime), 60)]);
  }, 300_000);

  it('gives passes of every kind of work', () => {
    expect(reference.length).toBeGreaterThan(200);
    const kinds = new Set(
      reference.map((line) => WORK_KINDS[(JSON.parse(line) as { workKind: number }).workKind]),
    );
    expect([...kinds].sort()).toEqual(expect.arrayContaining(['passed', 'plowed', 'treated']));
  });

  it('gives the same in the order in which devices sent them, events between', async () => {
    const timed = (fixes: readonly Fix[]): Step[] => {
      const steps = [
        ...storm.staffPosts.map((item) => ({ at: item.postAt, step: { post: item } as Step })),
        ...batches(fixes, 20).map((step) => ({ at: 'fixes' in step ? step.fixes[0].receivedAt : 0, step })),
      ];
      return steps.sort((a, b) => a.at - b.at).map(({ step }) => step);
    };
    expect(await dumpAfter(timed)).toEqual(reference);
  }, 300_000);

  it('gives the same newest first, events last (field case 6)', async () => {
    const dump = await dumpAfter((fixes) => [
      ...batches([...fixes].sort(byTime).reverse(), 40),
      ...posts.toReversed(),
    ]);
    expect(dump).toEqual(reference);
  }, 300_000);

  it.each([1, 2, 3])(
    'gives the same shuffled, split and repeated, with processes that die and are replaced, seed %i',
    async (seed) => {
      const random = randomOf('equal passes', seed);
      const steps = (fixes: readonly Fix[]): Step[] => {
        const twice = shuffled([...fixes, ...fixes.slice(0, 2_000)], random);
        return shuffled([...unevenBatches(twice, random), ...posts], random);
      };
      expect(await dumpAfter(steps, [15, 40, 41, 70])).toEqual(reference);
    },
    300_000,
  );

  it('gives the same in order, with processes that die and are replaced', async () => {
    const dump = await dumpAfter(
      (fixes) => [...posts, ...batches([...fixes].sort(byTime), 60)],
      [5, 30, 31, 60],
    );
    expect(dump).toEqual(reference);
  }, 300_000);
});
