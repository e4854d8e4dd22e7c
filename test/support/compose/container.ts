import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from './compose-file.js';

const RESTART_AFTER_MS = 300;

export interface ContainerOptions {
  readonly name: string;
  readonly command: readonly string[];
  /** What its image holds; the process starts there. */
  readonly tree: string;
  /** All it is given, but for PATH. */
  readonly environment: Environment;
  /** Of Compose's health check, without `CMD`. */
  readonly check: readonly string[];
  /** Compose's restart policy: but for `no`, the process is started again whenever it ends by itself. */
  readonly restart: string;
  readonly logFolder: string;
}

/** A service's very command as a process of this machine, with nothing but the service's own environment. */
export class Container {
  private child: ChildProcess | undefined;
  private wanted = false;
  readonly outFile: string;
  readonly errorFile: string;

  constructor(private readonly options: ContainerOptions) {
    this.outFile = path.join(options.logFolder, `${options.name}.out`);
    this.errorFile = path.join(options.logFolder, `${options.name}.err`);
  }

  get name(): string {
    return this.options.name;
  }

  /** Everything it wrote. */
  get log(): string {
    return readFileSync(this.outFile, 'utf8') + readFileSync(this.errorFile, 'utf8');
  }

  /** Into files: nginx opens /dev/stdout again, which a socket of ours would refuse. */
  start(): void {
    this.wanted = true;
    const [program, ...words] = this.options.command;
    const [out, error] = [openSync(this.outFile, 'a'), openSync(this.errorFile, 'a')];
    const child = spawn(program, words, {
      cwd: this.options.tree,
      env: this.environment,
      stdio: ['ignore', out, error],
    });
    this.child = child;
    child.once('error', () => undefined);
    child.once('exit', () => {
      if (this.options.restart === 'no') return;
      setTimeout(() => this.wanted && this.child === child && this.start(), RESTART_AFTER_MS);
    });
    closeSync(out);
    closeSync(error);
  }

  /** Resolves with the exit code when it has ended, also where it has ended already. */
  ended(): Promise<number | null> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) {
      return Promise.resolve(child?.exitCode ?? null);
    }
    return new Promise((resolve) => child.once('exit', resolve));
  }

  /** As Compose ends it. */
  async stop(): Promise<number | null> {
    this.wanted = false;
    const ended = this.ended();
    this.child?.kill('SIGTERM');
    return ended;
  }

  /** Compose's health check: does its command end with 0? */
  isHealthy(): Promise<boolean> {
    const [program, ...words] = this.options.check;
    return new Promise((resolve) => {
      execFile(program, words, { env: this.environment, timeout: 10_000 }, (error) =>
        resolve(error === null),
      );
    });
  }

  private get environment(): NodeJS.ProcessEnv {
    return { PATH: process.env.PATH, ...this.options.environment };
  }
}
