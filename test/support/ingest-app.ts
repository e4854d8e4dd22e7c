import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Response } from 'supertest';
import { type Clock, readSettings } from '#config';
import type { Register } from '#domain';
import { type FixLog, InProcessFixLog } from '#fix-log';
import { createHttpApp, HealthChecks, Metrics } from '#server';
import { Database } from '#store';
import { loadRegister } from '../../apps/embedded/src/load-register.js';
import { IngestModule } from '../../apps/ingest/src/ingest.module.js';
import { PartitionOwnership } from '../../apps/tracks/src/partition-ownership.js';
import { storeBatch } from '../../apps/tracks/src/store-batch.js';
import { cloneDatabase } from './database.js';

/** A clock that stands where the test puts it. */
export class StandingClock implements Clock {
  readonly rate = 1;

  constructor(public at: number) {}

  now(): number {
    return this.at;
  }

  every(): { stop(): void } {
    return { stop: () => undefined };
  }
}

export interface IngestApp {
  readonly app: NestFastifyApplication;
  readonly database: Database;
  readonly clock: StandingClock;
  /** Loads more of the register while ingest runs. */
  load(register: Partial<Register>): Promise<void>;
  /** Stops the follower of the fix log: appends are refused from then on. */
  stopLog(): Promise<void>;
  /** Forgets every fix, and sets the clock back. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export const EMPTY_REGISTER: Register = {
  authorities: [],
  contractors: [],
  workZones: [],
  vehicles: [],
  devices: [],
  assignments: [],
  routes: [],
};

/** A vehicle of which only the code matters. */
export const vehicleOf = (code: string): Register['vehicles'][number] => ({
  code,
  name: code,
  contractorCode: null,
  authorityCode: null,
  machineType: '',
  machineSpec: '',
  ownership: 'contractor_owned',
  plateNo: '',
  depotLatE6: null,
  depotLngE6: null,
});

/** The follower that tracks is, without the matching: what an append stores is what the product stores. */
const followInto = async (fixLog: FixLog, database: Database): Promise<{ stop(): Promise<void> }> => {
  const ownership = new PartitionOwnership(database);
  return fixLog.follow({
    takeOver: async ([partition]) => new Map([[partition, String(await ownership.takeOver(partition))]]),
    release: async ([partition]) => ownership.release(partition),
    handle: async (batch) => {
      const old = await ownership.positionOf(batch.partition);
      const next = old + batch.records.length;
      const { duplicates } = await storeBatch(database, batch, { owner: ownership.owner, old, next });
      ownership.committed(batch.partition, next);
      return { duplicates };
    },
  });
};

/** The real ingest on a database of its own, its fix log stored as tracks stores it; the clock stands at `at`. */
export const startIngestApp = async (at: number, register: Partial<Register>): Promise<IngestApp> => {
  const clone = await cloneDatabase();
  const database = new Database(clone.url);
  const load = async (more: Partial<Register>): Promise<void> => {
    await loadRegister(database, { ...EMPTY_REGISTER, ...more });
  };
  await load(register);
  const clock = new StandingClock(at);
  const fixLog = new InProcessFixLog();
  const following = await followInto(fixLog, database);
  const probes = { health: new HealthChecks(), metrics: new Metrics() };
  const ingest = IngestModule.register({ database, fixLog, clock, settings: readSettings({}), ...probes });
  const app = await createHttpApp({ imports: [ingest], ...probes, logger: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const stop = async (): Promise<void> => {
    await app.close();
    await following.stop();
    await database.close();
    await clone.drop();
  };
  const clear = async (): Promise<void> => {
    await database.query('TRUNCATE fix, rejected_fix, track_mark, vehicle_now, change');
    clock.at = at;
  };
  return { app, database, clock, load, stopLog: () => following.stop(), clear, stop };
};

/** The answer is a problem with this status and a sentence like `detail`. */
export const expectProblem = (response: Response, status: number, detail: RegExp): void => {
  expect(response.status).toBe(status);
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(response.body).toEqual({
    type: 'about:blank',
    title: expect.any(String),
    status,
    detail: expect.stringMatching(detail),
    requestId: response.headers['x-request-id'],
  });
};

/** Everything that the store holds of fixes, kept or set aside. */
export const listKept = (database: Database): Promise<{ device_id: number }[]> =>
  database.query('SELECT device_id FROM fix UNION ALL SELECT device_id FROM rejected_fix');
