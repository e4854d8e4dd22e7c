import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const STORE = 'libs/store/src';
/** Suites on a database of the project that runs them; `jest.config.js` runs them on TimescaleDB too. */
const RUNS_HERE = /\bcloneDatabase\(/;

const textOf = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8');
const storeFiles = readdirSync(STORE).filter((file) => file.endsWith('.ts') && file !== 'index.ts');
const sources = storeFiles.filter((file) => !file.endsWith('.spec.ts'));
const specs = [
  ...storeFiles.map((file) => textOf(STORE, file)).filter((text) => RUNS_HERE.test(text)),
  ...readdirSync('test/timescale').map((file) => textOf('test/timescale', file)),
].join('\n');

/** Exported functions that take something that runs SQL. */
const queriesOf = (file: string): string[] =>
  [...textOf(STORE, file).matchAll(/export const (\w+) = (?:async )?\(\s*(?:tx|db|queryable|session):/g)].map(
    (match) => match[1],
  );

const isNamedIn = (name: string, text: string): boolean => new RegExp(`\\b${name}\\b`).test(text);

describe('the store on TimescaleDB', () => {
  it('runs every query: each is called by a suite of this project, or by another query', () => {
    const queries = sources.flatMap((file) => queriesOf(file).map((name) => ({ name, file })));
    expect(queries.length).toBeGreaterThan(40);
    const missing = queries.filter(({ name, file }) => {
      const others = sources.filter((other) => other !== file).map((other) => textOf(STORE, other));
      return ![specs, ...others].some((text) => isNamedIn(name, text));
    });
    expect(missing).toEqual([]);
  });
});
