import { findFreePort } from '../../apps/embedded/src/postgres.js';
import type { Distributed } from '../support/distributed.js';
import type { ServerProcess } from '../support/server-process.js';
import { waitUntil } from '../support/wait-until.js';

const FREEZE_MS = 20_000;
const CUT_MS = 12_000;
const FULL_MS = 3_000;
const FULL_SENTENCE = 'The disk of the database is full';

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Freezable {
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
}

const freeze = async (part: Freezable): Promise<void> => {
  part.signal('SIGSTOP');
  await rest(FREEZE_MS);
  part.signal('SIGCONT');
};

/** kill -9; its supervisor starts it again. */
const kill = async (server: ServerProcess): Promise<void> => server.signal('SIGKILL');

/** Another tracks process joins the group while batches are being stored, and leaves it again. */
const rebalance = async (stack: Distributed): Promise<void> => {
  const third = stack.tracks[0].twin(await findFreePort());
  await third.start();
  await third.end('SIGTERM');
};

/** What can befall the parts; each resolves when the fault is over. `turn` counts the faults of a kind. */
export const FAULTS: Readonly<Record<string, (stack: Distributed, turn: number) => Promise<void>>> = {
  'kill -9 of the broker': async ({ broker }) => {
    await broker.end('SIGKILL');
    await broker.start();
  },
  'kill -9 of PostgreSQL': async ({ postgres }) => {
    await postgres.kill();
    await postgres.revive();
  },
  'kill -9 of ingest': ({ ingest }) => kill(ingest),
  'kill -9 of tracks': ({ tracks }, turn) => kill(tracks[turn % tracks.length]),
  'the broker frozen for 20 s': ({ broker }) => freeze(broker),
  'PostgreSQL frozen for 20 s': ({ postgres }) => freeze(postgres),
  'ingest frozen for 20 s': ({ ingest }) => freeze(ingest),
  'tracks frozen for 20 s': ({ tracks }, turn) => freeze(tracks[turn % tracks.length]),
  'a rebalance in the middle of a batch': rebalance,
  'the wire from ingest to the broker cut': async ({ wires }) => {
    wires.kafka.cut();
    await rest(CUT_MS);
    wires.kafka.heal();
  },
  'the wire from tracks to the database cut': async ({ wires }) => {
    wires.database.cut();
    await rest(CUT_MS);
    wires.database.heal();
  },
  "the database's disk full": async ({ postgres, tracks }) => {
    if (!postgres.hasSmallDisk) return;
    const told = (): number => tracks.filter(({ log }) => log.includes(FULL_SENTENCE)).length;
    for (const each of tracks) each.forgetLog();
    postgres.fillDisk();
    await waitUntil(() => told() > 0, { what: 'tracks to find the disk full' });
    await rest(FULL_MS);
    postgres.freeDisk();
    await postgres.revive();
  },
};
