import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Logger } from '@nestjs/common';
import type { Settings } from '#config';
import type { RoadNetwork } from '#domain';
import { InProcessFixLog, TroubleTeller } from '#fix-log';
import { closeHttpApp, createHttpApp, HealthChecks, listen, Metrics, ServerLogger } from '#server';
import { Database, migrate, NetworkPlace, PROCESS_CONNECTIONS, storeTrouble } from '#store';
import { serveStaffDocs } from '../../map-api/src/staff/staff-docs.js';
import { StaffLife } from '../../map-api/src/staff/staff-life.js';
import { getStaffToken } from '../../map-api/src/staff/staff-token.js';
import { FixLogStrategy } from '../../tracks/src/fix-log-strategy.js';
import { AppModule, type EmbeddedParts } from './app.module.js';
import { makeDataDir, startPostgres } from './postgres.js';
import { ClaimedError, claimDatabase } from './single-instance.js';

export interface StartEmbeddedOptions {
  readonly settings: Settings;
  /** The network to serve; left out, the one at NETWORK_FILE, if there is one. */
  readonly network?: RoadNetwork | null;
  /** Called once when another network lies at NETWORK_FILE: to be stopped and started again. */
  readonly onNewNetwork?: () => void;
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

const findNetwork = async (options: StartEmbeddedOptions, closers: Closers): Promise<RoadNetwork | null> => {
  if (options.network !== undefined) return options.network;
  const place = new NetworkPlace(options.settings.networkFile);
  const network = await place.read();
  if (options.onNewNetwork !== undefined) {
    const tell = (sentence: string): void => new Logger('Embedded').error(sentence);
    const watch = place.watch(options.onNewNetwork, tell);
    closers.add(async () => watch.stop());
  }
  return network;
};

/** The database of DATABASE_URL, else one of our own; whoever works on it already keeps it, and keeps it running. */
const claim = async (options: StartEmbeddedOptions, closers: Closers): Promise<string> => {
  const { dataDir, databaseUrl } = options.settings;
  const teller = new TroubleTeller((sentence) => new Logger('Embedded').error(sentence));
  const tell = (sentence: string): void => teller.note(sentence);
  if (databaseUrl !== '') {
    closers.add((await claimDatabase(databaseUrl, async () => undefined, tell)).release);
    return databaseUrl;
  }
  const { url, revive, stop } = await startPostgres({ dataDir, settings: options.postgresSettings });
  try {
    const { release } = await claimDatabase(url, revive, tell);
    closers.add(stop);
    closers.add(release);
  } catch (error) {
    if (!(error instanceof ClaimedError)) await stop();
    throw error;
  }
  return url;
};

const openDatabase = async (options: StartEmbeddedOptions, closers: Closers): Promise<Database> => {
  const { settings, quiet } = options;
  const url = await claim(options, closers);
  const tell = (sentence: string): void => new Logger('Store').log(sentence);
  const isGiven = settings.databaseUrl !== '' && !quiet;
  await migrate(url, { keeping: settings.keeping, tell: isGiven ? tell : undefined });
  const database = new Database(url, { max: PROCESS_CONNECTIONS });
  closers.add(() => database.close());
  return database;
};

/** The apps over the parts, in the order in which each finds what it needs. */
const startApp = async (parts: EmbeddedParts, quiet: boolean, closers: Closers): Promise<string> => {
  const { settings, strategy, health, metrics } = parts;
  const logger = new ServerLogger({ level: quiet ? 'error' : settings.logLevel });
  const app = await createHttpApp({ imports: [AppModule.register(parts)], health, metrics, logger });
  closers.add(() => closeHttpApp(app, health));
  serveStaffDocs(app);
  app.connectMicroservice({ strategy });
  await app.init();
  await app.get(StaffLife).begin();
  await app.startAllMicroservices();
  return listen(app, settings);
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
    const network = await findNetwork(options, closers);
    const staffToken = options.staffToken ?? getStaffToken(settings.dataDir, settings.staffToken);
    const fixLog = new InProcessFixLog();
    const strategy = new FixLogStrategy(fixLog);
    const health = new HealthChecks();
    const metrics = new Metrics().collectProcess();
    const parts = { settings, database, fixLog, strategy, network, staffToken, health, metrics };
    const url = await startApp(parts, options.quiet ?? false, closers);
    writeFileSync(path.join(settings.dataDir, 'server-url'), url);
    return { url, database, staffToken, network, stop: () => closers.closeAll() };
  } catch (error) {
    await closers.closeAll();
    const trouble = storeTrouble(error);
    throw trouble === null ? error : new Error(`${trouble} (${(error as Error).message})`, { cause: error });
  }
};
