import { execFile } from 'node:child_process';
import { createHttpApp, HealthChecks, Metrics } from '#server';
import type { OwnService } from './deployment.js';

/** What the code itself says that the deployment's files must agree with. */
export interface CodeFacts {
  /** Settings that the process of a script refuses to run without. */
  readonly requiredKeys: ReadonlyMap<string, readonly string[]>;
  /** Does every process answer this path? */
  isAnswered(path: string): Promise<boolean>;
}

const NOT_SET = /([A-Z_]+)(?: or ([A-Z_]+))* is not set/;
/** Settings are read after it is known that none is missing: this one is then refused, and nothing is started. */
const NO_PORT = { PORT: 'none' };

const errorOf = (words: readonly string[], environment: Record<string, string>): Promise<string> =>
  new Promise((resolve) => {
    const options = { env: { ...NO_PORT, ...environment }, timeout: 60_000 };
    execFile(process.execPath, words, options, (_error, out, err) => resolve(out + err));
  });

/** Starts the command with nothing set, then with what it asks for, until it asks for nothing more. */
const requiredKeysOf = async (words: readonly string[]): Promise<string[]> => {
  const given: Record<string, string> = {};
  for (;;) {
    const asked = NOT_SET.exec(await errorOf(words, given))?.[1];
    if (asked === undefined) return Object.keys(given);
    if (given[asked] !== undefined) throw new Error(`${words.join(' ')} asks for ${asked}, which is set.`);
    given[asked] = 'set';
  }
};

/** Asks the processes' very commands, and the probes that every process has. */
export const readCodeFacts = async (services: readonly OwnService[]): Promise<CodeFacts> => {
  const required = new Map<string, string[]>();
  for (const { script, command } of services) {
    required.set(script, await requiredKeysOf(command.slice(1)));
  }
  const app = await createHttpApp({
    imports: [],
    health: new HealthChecks(),
    metrics: new Metrics(),
    logger: false,
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return {
    requiredKeys: required,
    isAnswered: async (path) => (await app.inject({ method: 'GET', url: path })).statusCode === 200,
  };
};
