import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '../../../apps/embedded/src/postgres.js';
import { fetchJars } from '../fetch-jars.js';

const run = promisify(execFile);
const CLUSTER_ID = 'eXVraW1pY2hpLXRlc3RzLTAx';
/** Beside package.json; a build runs from there too. */
const FOLDER = path.resolve('test/support/kafka');
const JARS = path.join(FOLDER, 'lib');

/** Fetches Apache Kafka's own jars into test/support/kafka/lib, once. @throws with the command when Java or Maven lack */
export const fetchKafka = async (): Promise<void> => {
  await fetchJars(FOLDER);
};

interface Ports {
  readonly client: number;
  readonly controller: number;
  /** A second door, and the port of the proxy before it that its clients are told. */
  readonly proxied?: { readonly door: number; readonly proxy: number };
}

/** Text of a server.properties for a folder and ports of its own. */
type Properties = (folder: string, ports: Ports) => string;

const defaultProperties: Properties = (folder, { client, controller, proxied }) => {
  const own = `PLAINTEXT://127.0.0.1:${client}`;
  const door = proxied ? `,PROXIED://127.0.0.1:${proxied.door}` : '';
  const told = proxied ? `,PROXIED://127.0.0.1:${proxied.proxy}` : '';
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${controller}`,
    'controller.listener.names=CONTROLLER',
    `listeners=${own}${door},CONTROLLER://127.0.0.1:${controller}`,
    `advertised.listeners=${own}${told}`,
    'listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT',
    `log.dirs=${folder}/log`,
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=1',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'share.coordinator.state.topic.replication.factor=1',
    'share.coordinator.state.topic.min.isr=1',
    'group.initial.rebalance.delay.ms=0',
    'auto.create.topics.enable=false',
  ].join('\n');
};

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** A broker of Apache Kafka in KRaft mode, with a folder of its own, on loopback. */
export class KafkaBroker {
  private child: ChildProcess | undefined;

  private constructor(
    readonly folder: string,
    readonly port: number,
  ) {}

  static async start(
    options: { port?: number; proxied?: Ports['proxied']; properties?: Properties } = {},
  ): Promise<KafkaBroker> {
    await fetchKafka();
    const folder = mkdtempSync(path.join(os.tmpdir(), 'yukimichi-kafka-'));
    const port = options.port ?? (await findFreePort());
    mkdirSync(path.join(folder, 'log'));
    const ports = { client: port, controller: await findFreePort(), proxied: options.proxied };
    const { properties = defaultProperties } = options;
    writeFileSync(path.join(folder, 'server.properties'), properties(folder, ports));
    const broker = new KafkaBroker(folder, port);
    await run('java', broker.javaArguments('kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c'));
    await broker.start();
    return broker;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child!.pid!;
  }

  /** Starts the process and waits until it listens. */
  async start(): Promise<void> {
    const child = spawn('java', this.javaArguments('kafka.Kafka'), { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    const log = createWriteStream(path.join(this.folder, 'broker.log'), { flags: 'a' });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    for (let waited = 0; !(await isListening(this.port)); waited += 1) {
      if (child.exitCode !== null || waited > 600)
        throw new Error(`Kafka does not start: ${this.log().slice(-2_000)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  log(): string {
    return readFileSync(path.join(this.folder, 'broker.log'), 'utf8');
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(signal);
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  /** Ends it and removes its folder. */
  async dispose(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private javaArguments(main: string, ...rest: string[]): string[] {
    const memory = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
    return [...memory, '-cp', `${JARS}/*`, main, ...rest, path.join(this.folder, 'server.properties')];
  }
}
