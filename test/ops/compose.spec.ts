// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are Compose's variables.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type CodeFacts, readCodeFacts } from '../support/compose/code-facts.js';
import { fillIn, fillInFile } from '../support/compose/compose-file.js';
import { Deployment, readDeploymentTexts } from '../support/compose/deployment.js';
import { DEPLOYMENT_FAULTS } from '../support/compose/deployment-faults.js';
import { findDeploymentProblems } from '../support/compose/deployment-problems.js';

const texts = readDeploymentTexts();
const deployment = new Deployment(texts);
let facts: CodeFacts;

beforeAll(async () => {
  facts = await readCodeFacts(deployment.own);
});

describe('docker-compose.yml, Dockerfile and nginx.conf', () => {
  it('agree with each other and with the code', async () => {
    expect(await findDeploymentProblems(texts, facts)).toEqual([]);
  });

  it('bring all parts of the distributed way, tracks twice', () => {
    expect(Object.keys(deployment.filled.services).sort()).toEqual(
      ['database', 'demo', 'ingest', 'kafka', 'nginx', 'public', 'staff', 'tools', 'tracks'].sort(),
    );
    expect(deployment.get('tracks').service.deploy?.replicas).toBe(2);
  });

  it('know from the processes themselves what each requires', () => {
    const keysOf = (name: string) => [...(facts.requiredKeys.get(deployment.get(name).script) ?? [])].sort();
    expect(keysOf('ingest')).toEqual(['DATABASE_URL', 'KAFKA_BROKERS']);
    expect(keysOf('staff')).toEqual(['DATABASE_URL', 'STAFF_TOKEN']);
    expect(keysOf('public')).toEqual(['PUBLISH_DIR']);
    expect(keysOf('demo')).toEqual(['DATABASE_URL', 'NETWORK_FILE', 'STAFF_TOKEN']);
  });

  it('keep secrets, data and packages of this machine out of the images', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.env', '.git', '.data', 'node_modules', 'dist']));
  });

  it('leave the tools of the build and the optional packages out of the images', () => {
    const installs = deployment.get('ingest').image.copies.filter(({ from }) => from === 'dependencies');
    expect(installs).toHaveLength(1);
    const [install] = deployment.dockerfile.images.dependencies.runs;
    expect(install).toMatch(/^npm ci .*--omit=dev --omit=optional/);
  });
});

describe('A fault is found:', () => {
  it.each(DEPLOYMENT_FAULTS)('%s', async (_name, { file, before, after, problem }) => {
    const changed = texts[file].replace(before, after);
    expect(changed).not.toBe(texts[file]);
    const problems = await findDeploymentProblems({ ...texts, [file]: changed }, facts);
    expect(problems.join('\n')).toMatch(problem);
  });
});

describe('Variables', () => {
  it('are filled in as Compose does', () => {
    expect(fillIn('a ${X:-1} ${Y:-} ${Z}', { X: '', Z: '3' })).toBe('a 1  3');
    expect(fillIn('${X:-1}', { X: '2' })).toBe('2');
    expect(() => fillIn('${X:?set it}', {})).toThrow('X: set it');
  });

  it('that are secrets must be there, and ops/secrets.sh makes them once', () => {
    expect(() => fillInFile(deployment.written, {})).toThrow(/run sh ops\/secrets.sh first/);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'yukimichi-secrets-'));
    const env = path.join(folder, '.env');
    const makeSecrets = (): Record<string, string> => {
      execFileSync('sh', [path.join(folder, 'ops', 'secrets.sh')], { stdio: 'ignore' });
      return Object.fromEntries(
        readFileSync(env, 'utf8')
          .split('\n')
          .filter((line) => /^[A-Z_]+=/.test(line))
          .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      );
    };
    try {
      mkdirSync(path.join(folder, 'ops'));
      copyFileSync('ops/secrets.sh', path.join(folder, 'ops', 'secrets.sh'));
      // As of a copy of .env.example without its last line end.
      writeFileSync(env, 'STAFF_TOKEN=\nPUBLIC_PORT=80');
      const made = makeSecrets();
      expect(made.PUBLIC_PORT).toBe('80');
      expect(made.STAFF_TOKEN).toMatch(/^[0-9a-f]{48}$/);
      expect(made.POSTGRES_PASSWORD).toMatch(/^[0-9a-f]{48}$/);
      expect(makeSecrets()).toEqual(made);
      expect(fillInFile(deployment.written, made).services.nginx.ports).toContain('80:8080');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('ops/README.md', () => {
  it('names every variable that only Compose needs, with its default, and only scripts that are built', () => {
    const readme = readFileSync('ops/README.md', 'utf8');
    const settings = readFileSync('.env.example', 'utf8');
    const variables = [...texts.compose.matchAll(/\$\{(\w+):-([^}]*)\}/g)].filter(
      ([, name]) => !new RegExp(`^${name}=`, 'm').test(settings),
    );
    expect(variables.length).toBeGreaterThan(0);
    for (const [, name, fallback] of variables) expect(readme).toContain(`| \`${name}\` | \`${fallback}\` |`);
    const scripts = [...readme.matchAll(/\bdist\/[\w/-]+\.js/g)].map(([script]) => script);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => !existsSync(script))).toEqual([]);
  });
});
