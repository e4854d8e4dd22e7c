import { jest } from '@jest/globals';
import { randomOf } from '#fixtures';
import { Distributed, STAFF_TOKEN } from '../support/distributed.js';
import { waitUntil } from '../support/wait-until.js';
import { type EmbeddedOutcome, runEmbeddedStorm } from './embedded-storm.js';
import { clockAfterStorm, FAULT_STORM, Sending, type StoreAfter, storeAfter } from './fault-storm.js';
import { FAULTS } from './faults.js';

/** Faults of each kind: CI runs one of each in one storm; `npm run test:faults` runs each kind apart, 20 times. */
const REPEATS = Number(process.env.FAULTS ?? 1);
const KINDS = Object.keys(FAULTS).filter((kind) => kind.includes(process.env.FAULT_KIND ?? ''));
const GROUPS: (readonly [string, readonly string[]])[] =
  REPEATS === 1 ? [['one of each kind', KINDS]] : KINDS.map((kind) => [`${REPEATS} × ${kind}`, [kind]]);

/** How long, in seconds, the storm must last so that faults fall into it; more on a slow machine. */
const SECONDS_PER_FAULT = Number(process.env.SECONDS_PER_FAULT ?? 24);
/** On a slow machine the last faults may find the storm over. */
const LEAST_UNDER_LOAD = 0.7;
const RECOVER_WITHIN_MS = 180_000;

jest.setTimeout(2 * 3_600_000);

interface Recovery {
  readonly kind: string;
  readonly ms: number;
  /** Did devices still send when the fault came? */
  readonly underLoad: boolean;
}

let baseline: EmbeddedOutcome;

beforeAll(async () => {
  baseline = await runEmbeddedStorm();
});

const start = async (kinds: readonly string[]): Promise<{ stack: Distributed; sending: Sending }> => {
  const smallDisk = kinds.some((kind) => kind.includes('disk'));
  const stack = await Distributed.start({ clock: clockAfterStorm(), smallDisk });
  if (smallDisk && !stack.postgres.hasSmallDisk) {
    process.stderr.write(
      '*** SKIPPED: the disk of the database is not filled, mounting tmpfs needs root ***\n',
    );
    if (process.env.CI) throw new Error('CI may skip nothing.');
  }
  const seconds = SECONDS_PER_FAULT * REPEATS * kinds.length;
  const sending = new Sending({
    url: stack.ingest.url,
    staffUrl: stack.staff.url,
    staffToken: STAFF_TOKEN,
    folder: stack.folder,
    speed: seconds === 0 ? 'max' : Math.ceil((FAULT_STORM.hours * 3_600) / seconds),
  });
  return { stack, sending };
};

/** Injects the faults one after another, each when all is well again after the one before. */
const inject = async (
  stack: Distributed,
  sending: Sending,
  kinds: readonly string[],
): Promise<Recovery[]> => {
  const random = randomOf('faults', kinds.length);
  const recoveries: Recovery[] = [];
  for (let turn = 0; turn < REPEATS; turn += 1) {
    for (const kind of kinds) {
      await new Promise((resolve) => setTimeout(resolve, random.between(500, 2_500)));
      const underLoad = !sending.isOver;
      await FAULTS[kind](stack, turn);
      const overAt = performance.now();
      await waitUntil(() => stack.isReady(), { withinMs: RECOVER_WITHIN_MS, what: `recovery from ${kind}` });
      recoveries.push({ kind, ms: Math.round(performance.now() - overAt), underLoad });
    }
  }
  return recoveries;
};

const tell = (name: string, recoveries: readonly Recovery[], after: StoreAfter, sent: number): void => {
  const lines = [...new Set(recoveries.map(({ kind }) => kind))].map((kind) => {
    const times = recoveries.filter((each) => each.kind === kind).map(({ ms }) => ms / 1_000);
    const middle = [...times].sort((a, b) => a - b)[times.length >> 1];
    return `  ${kind}: ${times.length} ×, recovered after ${middle.toFixed(1)} s (median), at most ${Math.max(...times).toFixed(1)} s`;
  });
  const underLoad = recoveries.filter((each) => each.underLoad).length;
  const passes = after.dump.split('\n').length - 1;
  process.stdout.write(
    `${name}: ${after.fixes} of ${sent} acknowledged fixes stored, ${passes} passes; ${underLoad} of ${recoveries.length} faults under load\n${lines.join('\n')}\n`,
  );
};

describe('the distributed way', () => {
  it('gives the same passes as the embedded way', async () => {
    const { stack, sending } = await start([]);
    try {
      const sent = await sending.finish();
      const after = await storeAfter(stack.postgres.url, sent);
      expect(after.fixes).toBe(baseline.sent);
      expect(after.dump).toBe(baseline.dump);
    } finally {
      sending.abort();
      await stack.dispose();
    }
  });

  it.each(GROUPS)('loses nothing and gives the same passes under faults: %s', async (name, kinds) => {
    const { stack, sending } = await start(kinds);
    try {
      const recoveries = await inject(stack, sending, kinds);
      const sent = await sending.finish();
      const after = await storeAfter(stack.postgres.url, sent);
      tell(name, recoveries, after, sent);
      expect(after.fixes).toBe(sent);
      expect(after.leftLocked).toBe(0);
      expect(after.dump).toBe(baseline.dump);
      const underLoad = recoveries.filter((each) => each.underLoad).length;
      expect(underLoad).toBeGreaterThanOrEqual(LEAST_UNDER_LOAD * recoveries.length);
    } catch (error) {
      process.stderr.write(`${stack.logs()}\n`);
      throw error;
    } finally {
      sending.abort();
      await stack.dispose();
    }
  });
});
