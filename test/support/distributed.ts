import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Register } from '#domain';
import type { City } from '#fixtures';
import { Database, migrate } from '#store';
import { loadRegister } from '../../apps/embedded/src/load-register.js';
import { findFreePort } from '../../apps/embedded/src/postgres.js';
import { demoCity } from './demo-city.js';
import { makeDataDir } from './embedded-process.js';
import { KafkaBroker } from './kafka/kafka-broker.js';
import { LoopbackProxy } from './loopback-proxy.js';
import { ServerProcess } from './server-process.js';
import { TestPostgres } from './test-postgres.js';

export const STAFF_TOKEN = 'distributed-test';

export interface DistributedOptions {
  /** The setting CLOCK of every process. */
  readonly clock: string;
  readonly smallDisk?: boolean;
  /** Not through the wires that can be cut, which cost this process time: for benchmarks. */
  readonly unwired?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** What is loaded in place of the city's own register. */
  readonly registerOf?: (city: City) => Register;
}

/** The distributed way on this machine: Kafka, PostgreSQL and five processes, each supervised, the demo city loaded. */
export class Distributed {
  private constructor(
    readonly folder: string,
    readonly broker: KafkaBroker,
    readonly postgres: TestPostgres,
    /** Wires that can be cut: ingest to Kafka, tracks to the database. */
    readonly wires: { readonly kafka: LoopbackProxy; readonly database: LoopbackProxy },
    readonly ingest: ServerProcess,
    readonly tracks: readonly ServerProcess[],
    readonly staff: ServerProcess,
    readonly publicPlane: ServerProcess,
  ) {}

  static async start(options: DistributedOptions): Promise<Distributed> {
    const folder = makeDataDir();
    const door = await findFreePort();
    const kafkaWire = await LoopbackProxy.start(door);
    const [broker, postgres, city] = await Promise.all([
      KafkaBroker.start({ proxied: { door, proxy: kafkaWire.port } }),
      TestPostgres.start({ smallDisk: options.smallDisk }),
      demoCity(folder),
    ]);
    const databaseWire = await LoopbackProxy.start(postgres.port);
    await migrate(postgres.url);
    const database = new Database(postgres.url, { max: 1 });
    await loadRegister(database, options.registerOf?.(city) ?? city.register);
    await database.close();
    const common = { CLOCK: options.clock, ...options.environment };
    const direct = { ...common, KAFKA_BROKERS: broker.address, DATABASE_URL: postgres.url };
    const files = {
      NETWORK_FILE: path.join(folder, 'current.network'),
      PUBLISH_DIR: path.join(folder, 'public'),
    };
    const wired = options.unwired
      ? { KAFKA_BROKERS: broker.address, DATABASE_URL: postgres.url }
      : {
          KAFKA_BROKERS: `127.0.0.1:${kafkaWire.port}`,
          DATABASE_URL: postgres.url.replace(`:${postgres.port}/`, `:${databaseWire.port}/`),
        };
    const process = async (script: string, environment: Record<string, string>): Promise<ServerProcess> =>
      new ServerProcess({
        script: `dist/apps/${script}.js`,
        port: await findFreePort(),
        environment,
        supervised: true,
      });
    const tracksEnvironment = { ...direct, ...files, DATABASE_URL: wired.DATABASE_URL };
    const stack = new Distributed(
      folder,
      broker,
      postgres,
      { kafka: kafkaWire, database: databaseWire },
      await process('ingest/src/main', { ...direct, KAFKA_BROKERS: wired.KAFKA_BROKERS }),
      [
        await process('tracks/src/main', tracksEnvironment),
        await process('tracks/src/main', tracksEnvironment),
      ],
      await process('map-api/src/staff-main', {
        ...common,
        ...files,
        DATABASE_URL: postgres.url,
        STAFF_TOKEN,
      }),
      await process('map-api/src/public-main', { ...common, PUBLISH_DIR: files.PUBLISH_DIR }),
    );
    await Promise.all(stack.processes.map((each) => each.start()));
    return stack;
  }

  get processes(): readonly ServerProcess[] {
    return [this.ingest, ...this.tracks, this.staff, this.publicPlane];
  }

  async isReady(): Promise<boolean> {
    const ready = await Promise.all(this.processes.map((each) => each.isReady()));
    return ready.every(Boolean);
  }

  /** What each process said last, for a test that fails. */
  logs(): string {
    const names = ['ingest', 'tracks 1', 'tracks 2', 'staff', 'public'];
    return this.processes.map((each, index) => `--- ${names[index]}\n${each.log.slice(-3_000)}`).join('\n');
  }

  async dispose(): Promise<void> {
    this.wires.kafka.heal();
    this.wires.database.heal();
    await Promise.all(this.processes.map((each) => each.end('SIGTERM')));
    await this.wires.kafka.stop();
    await this.wires.database.stop();
    await this.broker.dispose();
    await this.postgres.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
