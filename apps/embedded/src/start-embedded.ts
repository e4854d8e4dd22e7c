import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '#config';
import { packageRoot } from '#config';
import type { RoadNetwork } from '#domain';
import { InProcessFixLog } from '#fix-log';
import { EmbeddedLogger, ProblemFilter } from '#server';
import { Database, migrate, readNetworkFile } from '#store';
import { serveStaffDocs } from '../../map-api/src/staff/staff-docs.js';
import { FixLogStrategy } from '../../tracks/src/fix-log-strategy.js';
import { AppModule } from './app.module.js';
import { makeDataDir, startPostgres } from './postgres.js';
import { claimDatabase } from './single-instance.js';
import { getStaffToken } from './staff-token.js';

const BODY_LIMIT_BYTES = 1_048_576;

export interface StartEmbeddedOptions {
  readonly settings: Settings;
  /** The network to serve; left out, the one of the settings or of the data folder, if there is one. */
  readonly network?: RoadNetwork | null;
  /** Left out, the setting, or the one kept in the data folder. */
  readonly staffToken?: string;
  /** No log lines but errors. */
  readonly quiet?: boolean;
  /** Extra PostgreSQL settings, such as `['fsync=off']` for tests. */
  readonly postgresSettings?: readonly string[];
}

export interface EmbeddedServer {
  /** `http://host:port` as a browser on this machine opens it. */
  readonly url: string;
  readonly database: Database;
  readonly staffToken: string;
  readonly network: RoadNetwork | null;
  stop(): Promise<void>;
}

/** Undoes what was started, newest first; one failure does not keep the rest from closing. */
class Closers {
  private readonly closers: (() => Promise<unknown>)[] = [];

  add(close: () => Promise<unknown>): void {
    this.closers.unshift(close);
  }

  async closeAll(): Promise<void> {
    for (const close of this.closers.splice(0)) await close().catch(() => undefined);
  }
}

const readNetwork = async (settings: Settings): Promise<RoadNetwork | null> => {
  const kept = path.join(settings.dataDir, 'current.network');
  if (settings.networkFile !== '') return readNetworkFile(settings.networkFile);
  return existsSync(kept) ? readNetworkFile(kept) : null;
};

const openDatabase = async (options: StartEmbeddedOptions, closers: Closers): Promise<Database> => {
  const { settings } = options;
  let url = settings.databaseUrl;
  let revive = async (): Promise<void> => undefined;
  if (url === '') {
    const postgres = await startPostgres({ dataDir: settings.dataDir, settings: options.postgresSettings });
    ({ url, revive } = postgres);
    closers.add(postgres.stop);
  }
  const lock = await claimDatabase(url, revive);
  closers.add(lock.release);
  await migrate(url);
  const database = new Database(url, { max: 12 });
  closers.add(() => database.close());
  return database;
};

const listen = async (app: NestFastifyApplication, settings: Settings): Promise<string> => {
  try {
    await app.listen(settings.port, settings.host);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new Error(
      `Port ${settings.port} on ${settings.host} is taken: stop what uses it, or set PORT to another one.`,
    );
  }
  const address = app.getHttpServer().address() as { port: number };
  const host = ['0.0.0.0', '::'].includes(settings.host) ? '127.0.0.1' : settings.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
};

/**
 * Starts everything in this process: PostgreSQL, migrations, the in-process fix log, the apps, one port.
 * @throws Error with one sentence that says what is wrong and what to do; what was started is stopped again.
 */
export const startEmbedded = async (options: StartEmbeddedOptions): Promise<EmbeddedServer> => {
  const { settings } = options;
  const closers = new Closers();
  try {
    makeDataDir(path.resolve(settings.dataDir));
    const database = await openDatabase(options, closers);
    const network = options.network === undefined ? await readNetwork(settings) : options.network;
    const staffToken = options.staffToken ?? getStaffToken(settings.dataDir, settings.staffToken);
    const fixLog = new InProcessFixLog();
    const webDir = path.join(packageRoot(), 'dist', 'web');
    const app = await NestFactory.create<NestFastifyApplication>(
      AppModule.register({ settings, database, fixLog, network, staffToken, webDir }),
      new FastifyAdapter({ bodyLimit: BODY_LIMIT_BYTES }),
      { logger: new EmbeddedLogger(options.quiet ? 'error' : settings.logLevel), abortOnError: false },
    );
    closers.add(() => app.close());
    app.useGlobalFilters(new ProblemFilter());
    serveStaffDocs(app);
    app.connectMicroservice({ strategy: new FixLogStrategy(fixLog) });
    await app.init();
    await app.startAllMicroservices();
    const url = await listen(app, settings);
    writeFileSync(path.join(settings.dataDir, 'server-url'), url);
    return { url, database, staffToken, network, stop: () => closers.closeAll() };
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
};
