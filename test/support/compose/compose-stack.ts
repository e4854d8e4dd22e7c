import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Database } from '#store';
import { findFreePort } from '../../../apps/embedded/src/postgres.js';
import { makeDataDir } from '../embedded-process.js';
import { KafkaBroker } from '../kafka/kafka-broker.js';
import { TestPostgres } from '../test-postgres.js';
import type { Environment } from './compose-file.js';
import { Container } from './container.js';
import { Deployment, type OwnService, readDeploymentTexts, SECRETS } from './deployment.js';
import { layOutImage, listTree } from './image-tree.js';
import { kafkaSettingsOf } from './kafka-settings.js';

const DATABASE_NAME = 'yukimichi';

/** A broker with the settings that docker-compose.yml gives it, on other ports and in another folder. */
const startBroker = ({ filled }: Deployment): Promise<KafkaBroker> =>
  KafkaBroker.start({
    properties: (folder, { client, controller }) =>
      kafkaSettingsOf(filled.services.kafka.environment!)
        .replace('kafka:9092', `127.0.0.1:${client}`)
        .replace('://:9092', `://127.0.0.1:${client}`)
        .replaceAll('127.0.0.1:9093', `127.0.0.1:${controller}`)
        .replace('/var/lib/kafka/data', `${folder}/log`),
  });

/** A PostgreSQL with the user, the password and the database that docker-compose.yml gives it. */
const startDatabase = async (): Promise<TestPostgres> => {
  const postgres = await TestPostgres.start();
  const database = new Database(postgres.url, { max: 1 });
  await database.query(`CREATE ROLE postgres SUPERUSER LOGIN PASSWORD '${SECRETS.POSTGRES_PASSWORD}'`);
  await database.query(`CREATE DATABASE ${DATABASE_NAME} OWNER postgres`);
  await database.close();
  return postgres;
};

const portsFor = async (names: readonly string[]): Promise<Record<string, number>> => {
  const ports: Record<string, number> = {};
  for (const name of names) ports[name] = await findFreePort();
  return ports;
};

/**
 * What `docker compose up` would start, as processes of this machine: each service's very command and environment in
 * a tree of what its image holds, with other hosts, ports and folders only.
 */
export class ComposeStack {
  readonly folder = makeDataDir();
  private readonly containers: Container[] = [];
  private readonly trees: readonly string[];

  private constructor(
    readonly deployment: Deployment,
    readonly broker: KafkaBroker,
    readonly postgres: TestPostgres,
    private readonly ports: Readonly<Record<string, number>>,
  ) {
    for (const name of ['logs', 'cache', 'data/network', 'data/public']) {
      mkdirSync(path.join(this.folder, name), { recursive: true, mode: 0o777 });
    }
    const images = new Map(this.deployment.own.map(({ target, image }) => [target, image]));
    for (const [target, image] of images) layOutImage(image, this.treeOf(target));
    this.trees = listTree(path.join(this.folder, 'images'));
  }

  static async start(): Promise<ComposeStack> {
    const deployment = new Deployment(readDeploymentTexts());
    const [broker, postgres] = await Promise.all([startBroker(deployment), startDatabase()]);
    const names = [...deployment.own.map(({ name }) => name), 'door 8080', 'door 8081'];
    return new ComposeStack(deployment, broker, postgres, await portsFor(names));
  }

  get databaseUrl(): string {
    return this.here(this.deployment.get('ingest').environment.DATABASE_URL);
  }

  get publishDir(): string {
    return path.join(this.folder, 'data', 'public');
  }

  /** Where residents and devices, or staff, find nginx. */
  urlOf(door: '8080' | '8081'): string {
    return `http://127.0.0.1:${this.ports[`door ${door}`]}`;
  }

  /** Where a process of ours answers those who stand in its network. */
  innerUrlOf(name: string): string {
    return `http://127.0.0.1:${this.ports[name]}`;
  }

  /** A service's process, or its `replica`th; not started. */
  async container(name: string, replica = 1): Promise<Container> {
    const own = this.deployment.get(name);
    const port = replica === 1 ? this.ports[name] : await findFreePort();
    const [, ...check] = own.service.healthcheck?.test ?? [];
    return this.keep({
      name: `${name}-${replica}`,
      command: own.command.map((word) => (word === 'node' ? process.execPath : this.here(word))),
      tree: this.treeOf(own.target),
      environment: this.environmentOf(own, port),
      restart: own.service.restart!,
      check: check.map((word) => word.replace(`127.0.0.1:${own.environment.PORT}`, `127.0.0.1:${port}`)),
    });
  }

  /** nginx with the very ops/nginx.conf; not started. */
  nginx(): Container {
    const file = path.join(this.folder, 'nginx.conf');
    writeFileSync(file, this.nginxText());
    const { command = [], healthcheck, restart } = this.deployment.filled.services.nginx;
    const [, ...check] = healthcheck?.test ?? [];
    return this.keep({
      name: 'nginx',
      command: [...command, '-c', file],
      tree: this.folder,
      environment: {},
      restart: restart!,
      check: check.map((word) => word.replace('127.0.0.1:8080', `127.0.0.1:${this.ports['door 8080']}`)),
    });
  }

  /** The broker's own health check, asked of the broker that runs here. */
  async isBrokerHealthy(): Promise<boolean> {
    const [, program, ...words] = this.deployment.filled.services.kafka.healthcheck!.test!;
    const here = words.map((word) => word.replace('127.0.0.1/9092', `127.0.0.1/${this.broker.port}`));
    return promisify(execFile)(program, here).then(
      () => true,
      () => false,
    );
  }

  /** What the processes wrote into their own images: Compose would refuse it. */
  get writtenIntoImages(): string[] {
    return listTree(path.join(this.folder, 'images')).filter((file) => !this.trees.includes(file));
  }

  async dispose(): Promise<void> {
    await Promise.all(this.containers.map((container) => container.stop()));
    await this.broker.dispose();
    await this.postgres.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private keep(options: Omit<ConstructorParameters<typeof Container>[0], 'logFolder'>): Container {
    const container = new Container({ ...options, logFolder: path.join(this.folder, 'logs') });
    this.containers.push(container);
    return container;
  }

  private treeOf(target: string): string {
    return path.join(this.folder, 'images', target);
  }

  private environmentOf({ environment }: OwnService, port: number): Environment {
    const moved = Object.entries(environment).map(([key, text]) => [key, this.here(text)]);
    return { ...Object.fromEntries(moved), HOST: '127.0.0.1', PORT: String(port) };
  }

  /** The same text with the addresses and folders of this machine. */
  private here(text: string): string {
    const services = this.deployment.own.map(({ name, environment }) => [
      `//${name}:${environment.PORT}`,
      name,
    ]);
    return services
      .reduce((moved, [address, name]) => moved.replace(address, `//127.0.0.1:${this.ports[name]}`), text)
      .replace('@database:5432', `@127.0.0.1:${this.postgres.port}`)
      .replace('kafka:9092', this.broker.address)
      .replace('/srv/data', path.join(this.folder, 'data'));
  }

  private nginxText(): string {
    return this.deployment.texts.nginx
      .replace(
        /^(\s*server) (\w+):\d+ resolve;/gm,
        (_all, server, name) => `${server} 127.0.0.1:${this.ports[name]};`,
      )
      .replace(
        /^(\s*listen) (\d+);/gm,
        (_all, listen, door) => `${listen} 127.0.0.1:${this.ports[`door ${door}`]};`,
      )
      .replace('/tmp/nginx.pid', path.join(this.folder, 'nginx.pid'))
      .replaceAll('/var/cache/nginx', path.join(this.folder, 'cache'));
  }
}
