import { setTimeout as sleep } from 'node:timers/promises';
import type { INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Clock, readSettings } from '#config';
import type { Fix, RoadNetwork } from '#domain';
import { type FixRecord, InProcessFixLog } from '#fix-log';
import { HealthChecks, Metrics } from '#server';
import { Database } from '#store';
import { dumpLines } from '../../apps/tracks/src/dump-passes.js';
import { FixLogStrategy } from '../../apps/tracks/src/fix-log-strategy.js';
import { TracksModule } from '../../apps/tracks/src/tracks.module.js';

export const fixRecord = (fix: Fix): FixRecord => ({ kind: 'fix', fix });

/** A tracks process of its own in this process: a log, a pool, and the module behind Nest's transport. */
export class RunningTracks {
  private constructor(
    private readonly app: INestMicroservice,
    readonly log: InProcessFixLog,
    readonly database: Database,
  ) {}

  static async start(url: string, clock: Clock, network: RoadNetwork | null): Promise<RunningTracks> {
    const database = new Database(url, { max: 6 });
    const log = new InProcessFixLog();
    const strategy = new FixLogStrategy(log);
    const settings = { ...readSettings({}), clock };
    const probes = { health: new HealthChecks(), metrics: new Metrics() };
    const parts = { database, fixLog: log, strategy, clock, settings, network, ...probes };
    const app = await NestFactory.createMicroservice(TracksModule.register(parts), {
      strategy,
      logger: false,
    });
    await app.listen();
    return new RunningTracks(app, log, database);
  }

  append(fixes: readonly Fix[]): Promise<{ duplicate: number }> {
    return this.log.append(fixes.map(fixRecord));
  }

  /** Waits until nothing is marked and every track is closed. */
  async untilClosed(timeoutMs = 60_000): Promise<void> {
    for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += 50) {
      const [{ left }] = await this.database.query<{ left: number }>(
        `SELECT (SELECT count(*) FROM track_mark) + (SELECT count(*) FROM track WHERE NOT closed) AS left`,
      );
      if (left === 0) return;
      await sleep(50);
    }
    throw new Error(`Tracks are not closed after ${timeoutMs} ms.`);
  }

  async dump(): Promise<string[]> {
    const lines: string[] = [];
    for await (const line of dumpLines(this.database)) lines.push(line);
    return lines;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.close();
  }
}
