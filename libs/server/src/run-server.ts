import { type DynamicModule, Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readSettings, requireSettings, type Settings } from '#config';
import { HealthChecks } from './health.js';
import { closeHttpApp, createHttpApp } from './http-app.js';
import { listen } from './listen.js';
import { Metrics } from './metrics.js';
import { type Fail, type Running, runUntilStopped } from './run-until-stopped.js';
import { ServerLogger } from './server-logger.js';

/** What a process is made of. */
export interface Composition {
  readonly imports: DynamicModule[];
  /** Before the application is initialised. */
  prepare?(app: NestFastifyApplication): void;
  /** What needs the database or the log; meanwhile the process answers its probes. Ends early on `signal`. */
  begin?(app: NestFastifyApplication, signal: AbortSignal): Promise<void>;
  /** After the application has closed: pools, the log. */
  close?(): Promise<void>;
}

export interface ServerContext {
  readonly settings: Settings;
  readonly health: HealthChecks;
  readonly metrics: Metrics;
  /** One sentence for who runs the process. */
  tell(sentence: string): void;
  /** Says why, stops everything and starts it again. */
  restart(reason: string): void;
  /** Ends the process at once, for its supervisor to start it again. */
  readonly fail: Fail;
}

export interface ServerText {
  /** Name of the process in its log lines. */
  readonly name: string;
  /** Settings it cannot run without; of a list one is enough. */
  readonly needs: readonly (string | readonly string[])[];
}

type Compose = (context: ServerContext) => Promise<Composition>;

const logger = new Logger('Process');

const fail: Fail = (error) => {
  // Of an error that nobody foresaw the place matters; the others are sentences.
  const isSentence = error instanceof Error && !(error instanceof TypeError || error instanceof RangeError);
  logger.fatal(isSentence ? error.message : ((error as Error)?.stack ?? String(error)));
  process.exit(1);
};

const startServer = async (compose: Compose, context: ServerContext, log: ServerLogger): Promise<Running> => {
  const { settings, health, metrics } = context;
  const { imports, prepare, begin, close } = await compose(context);
  const app = await createHttpApp({ imports, health, metrics, logger: log });
  prepare?.(app);
  await app.init();
  logger.log(`Listening on ${await listen(app, settings)}`);
  const ending = new AbortController();
  const beginning = Promise.resolve(begin?.(app, ending.signal)).then(
    () => logger.log('It has what it needs and works.'),
    (error) => {
      if (!ending.signal.aborted) fail(error);
    },
  );
  return {
    stop: async () => {
      ending.abort();
      await closeHttpApp(app, health);
      await beginning;
      await close?.();
    },
  };
};

/** The whole life of a process of the distributed way: settings, JSON log, start, drain on SIGTERM. */
export const runServer = ({ name, needs }: ServerText, compose: Compose): void => {
  Logger.overrideLogger(new ServerLogger({ level: 'info', processName: name }));
  let settings: Settings | undefined;
  runUntilStopped(async (restart) => {
    requireSettings(name, needs);
    // Read once: a storm's clock goes on where it was when the process begins anew.
    settings ??= readSettings();
    const log = new ServerLogger({ level: settings.logLevel, processName: name });
    const context = {
      settings,
      health: new HealthChecks(),
      metrics: new Metrics().collectProcess(),
      tell: (sentence: string) => logger.warn(sentence),
      restart: (reason: string) => {
        logger.log(`${reason} Starting again with it.`);
        restart();
      },
      fail,
    };
    const running = await startServer(compose, context, log);
    return { stop: () => running.stop().then(() => logger.log('Stopped.')) };
  }, fail);
};
