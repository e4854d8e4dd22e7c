import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { SETTINGS } from '#config';

/** ARCHITECTURE.md's table: what each place may import of ours. `*` = anything. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'libs/domain': [],
  'libs/wire': [],
  'libs/config': [],
  'libs/documents': ['libs/domain', 'libs/bundle'],
  'libs/fix-log': ['libs/domain', 'libs/config'],
  'libs/store': ['libs/domain', 'libs/config'],
  'libs/paperwork': ['libs/domain', 'libs/store', 'libs/bundle', 'libs/documents'],
  'libs/bundle': ['libs/domain'],
  'libs/roads': ['libs/domain'],
  'libs/server': ['libs/wire', 'libs/config'],
  fixtures: ['libs/domain', 'libs/config'],
  'apps/ingest': ['libs/domain', 'libs/fix-log', 'libs/store', 'libs/server', 'libs/config'],
  'apps/tracks': ['libs/domain', 'libs/fix-log', 'libs/store', 'libs/server', 'libs/config'],
  'apps/map-api': [
    'libs/domain',
    'libs/store',
    'libs/paperwork',
    'libs/documents',
    'libs/wire',
    'libs/server',
    'libs/config',
  ],
  'apps/web': ['libs/wire'],
  'apps/embedded': ['*'],
  test: ['*'],
};

/** Frameworks, drivers and I/O that the pure core never touches; `node:crypto` is allowed for hashing only. */
const FORBIDDEN_IN_CORE = /^(@nestjs\/|fastify|@fastify\/|pg$|kafkajs|rxjs|maplibre-gl|node:(?!crypto$))/;
const CLOCK_READS = /\bDate\.now\(|\bnew Date\(\s*\)|\bperformance\.now\(|\bprocess\.hrtime|\bMath\.random\(/;

const root = process.cwd();

const listFiles = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : listFiles(file);
    return /\.(ts|tsx|js|mjs)$/.test(entry.name) ? [file] : [];
  });

const isSpec = (file: string): boolean => /\.spec\.tsx?$/.test(file);
const placeOf = (file: string): string =>
  Object.keys(MAY_IMPORT).find((place) => file.startsWith(`${place}/`)) ?? file.split('/')[0];

const importsOf = (file: string): string[] => {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]);
};

/** The place of ours that an import reaches; undefined for packages of others. */
const reachedBy = (file: string, specifier: string): string | undefined => {
  if (specifier === '#fixtures') return 'fixtures';
  if (specifier.startsWith('#')) return `libs/${specifier.slice(1).split('/')[0]}`;
  if (!specifier.startsWith('.')) return undefined;
  return placeOf(path.normalize(path.join(path.dirname(file), specifier)));
};

const product = ['apps', 'libs', 'fixtures'].flatMap(listFiles).filter((file) => !isSpec(file));
const core = product.filter((file) => file.startsWith('libs/domain/'));
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

describe('architecture', () => {
  it('lets every place import only what its row of the table allows', () => {
    const wrong = product.flatMap((file) =>
      importsOf(file)
        .map((specifier) => ({ specifier, reached: reachedBy(file, specifier) }))
        .filter(({ reached }) => {
          const allowed = MAY_IMPORT[placeOf(file)];
          return (
            reached !== undefined &&
            reached !== placeOf(file) &&
            !allowed.includes('*') &&
            !allowed.includes(reached)
          );
        })
        .map(({ specifier }) => `${file} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('knows every place of the project', () => {
    expect(product.map(placeOf).filter((place) => MAY_IMPORT[place] === undefined)).toEqual([]);
  });

  it('keeps the core free of frameworks and I/O', () => {
    const wrong = core.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => FORBIDDEN_IN_CORE.test(specifier))
        .map((specifier) => `${file} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('reads no clock and no randomness in the core and in the fixtures', () => {
    const pure = [...core, ...product.filter((file) => file.startsWith('fixtures/src/city/'))];
    expect(pure.filter((file) => CLOCK_READS.test(textOf(file)))).toEqual([]);
  });

  it('reads the environment only in libs/config', () => {
    const readers = product.filter((file) => /\bprocess\.env\b/.test(textOf(file)));
    expect(readers.every((file) => file.startsWith('libs/config/'))).toBe(true);
  });

  it('takes time in the apps from the Clock only', () => {
    const apps = product.filter((file) => /^apps\/(ingest|tracks|map-api)\//.test(file));
    expect(apps.filter((file) => /\bDate\.now\(|\bnew Date\(\s*\)/.test(textOf(file)))).toEqual([]);
  });

  it('names every setting in .env.example, and no other', () => {
    const named = [...textOf('.env.example').matchAll(/^#?\s?([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1]);
    expect(named.sort()).toEqual(SETTINGS.map((setting) => setting.key).sort());
  });

  it('knows prom-client in one file, and kafkajs behind the fix log', () => {
    const importers = (name: string): string[] => product.filter((file) => importsOf(file).includes(name));
    expect(importers('prom-client')).toEqual(['libs/server/src/metrics.ts']);
    expect(importers('kafkajs').every((file) => file.startsWith('libs/fix-log/src/kafka/'))).toBe(true);
  });

  it('gives the public process neither store nor log', () => {
    const reached = new Set<string>();
    const walk = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const specifier of importsOf(file)) {
        if (specifier.startsWith('#')) walk(`libs/${specifier.slice(1)}/src/index.ts`);
        else if (specifier.startsWith('.'))
          walk(path.join(path.dirname(file), specifier).replace(/\.js$/, '.ts'));
      }
    };
    walk('apps/map-api/src/public-main.ts');
    expect(reached.size).toBeGreaterThan(20);
    expect([...reached].filter((file) => /^libs\/(store|fix-log)\//.test(file))).toEqual([]);
  });

  it('has no source file over 250 lines', () => {
    const sources = [...product, ...listFiles('test')];
    const long = sources.filter((file) => textOf(file).split('\n').length > 251);
    expect(long).toEqual([]);
  });

  it('has the top level that the product was promised', () => {
    const names = readdirSync(root).filter(
      (name) => statSync(path.join(root, name)).isDirectory() || /\.(json|yml)$/.test(name),
    );
    expect(names).toEqual(
      expect.arrayContaining([
        'apps',
        'libs',
        'fixtures',
        'test',
        'package.json',
        'nest-cli.json',
        'docker-compose.yml',
      ]),
    );
  });
});
