import { type ChildProcess, spawn } from 'node:child_process';
import { waitUntil } from './wait-until.js';

const RESTART_AFTER_MS = 300;
const KEPT_LOG_CHARACTERS = 40_000;

export interface ServerProcessOptions {
  /** Of the build, such as `dist/apps/ingest/src/main.js`. */
  readonly script: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Start it again whenever it ends by itself or is killed, as a supervisor does. */
  readonly supervised?: boolean;
}

/** A server of ours in a process of its own, as its users run it: it can be killed, frozen and started again. */
export class ServerProcess {
  readonly url: string;
  private child: ChildProcess | undefined;
  private output = '';
  private wanted = false;
  /** How often it was started. */
  starts = 0;

  constructor(private readonly options: ServerProcessOptions) {
    this.url = `http://127.0.0.1:${options.port}`;
  }

  /** @throws Error where it does not run. */
  get pid(): number {
    if (this.child?.pid === undefined) throw new Error(`${this.options.script} does not run.`);
    return this.child.pid;
  }

  get log(): string {
    return this.output;
  }

  forgetLog(): void {
    this.output = '';
  }

  /** Another process of the same kind, not started yet. */
  twin(port: number): ServerProcess {
    return new ServerProcess({ ...this.options, port, supervised: false });
  }

  /** Starts the process; it may not be ready yet. */
  launch(): void {
    const { script, port, environment, supervised } = this.options;
    this.wanted = true;
    this.starts += 1;
    const child = spawn(process.execPath, ['--enable-source-maps', script], {
      env: { ...process.env, NODE_OPTIONS: '', LOG_LEVEL: 'warn', ...environment, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const keep = (chunk: Buffer): void => {
      this.output = (this.output + chunk.toString()).slice(-KEPT_LOG_CHARACTERS);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('exit', () => {
      if (supervised && this.wanted && this.child === child) {
        setTimeout(() => this.wanted && this.child === child && this.launch(), RESTART_AFTER_MS);
      }
    });
  }

  /** Starts the process and waits until it says that it is ready. */
  async start(): Promise<void> {
    this.launch();
    await waitUntil(
      async () => {
        if (!this.options.supervised && this.child!.exitCode !== null)
          throw new Error(`The server ended: ${this.output}`);
        return this.isReady();
      },
      { what: `${this.options.script} to be ready`, withinMs: 120_000 },
    );
  }

  async isReady(): Promise<boolean> {
    const signal = AbortSignal.timeout(2_000);
    return (await fetch(`${this.url}/health/ready`, { signal }).catch(() => undefined))?.ok ?? false;
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    this.child?.kill(signal);
  }

  /** Ends the process for good with a signal and waits for its end. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    this.wanted = false;
    this.child?.kill(signal);
    return this.ended();
  }

  /** Waits until the process has ended; gives its exit code. */
  async ended(): Promise<number | null> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null)
      return child?.exitCode ?? null;
    // Its output is whole at 'close', not at 'exit'.
    return new Promise((resolve) => child.once('close', resolve));
  }
}
