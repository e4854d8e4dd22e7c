import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

const SERVER = path.resolve('test', 'support', 'timescaledb', 'server.js');

const answerOf = <Answer>(child: ChildProcess): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`TimescaleDB ended with code ${code}.`));
    child.once('exit', onExit);
    child.once('message', (answer) => {
      child.off('exit', onExit);
      resolve(answer as Answer);
    });
  });

/** TimescaleDB's own code as WebAssembly, in a process of its own and in memory; for one client at a time. */
export class TimescaleProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** `template` is a file that `save` wrote; left out, an empty cluster. */
  static async start(template?: string): Promise<TimescaleProcess> {
    const child = fork(SERVER, template === undefined ? [] : [template], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const { url } = await answerOf<{ url: string }>(child);
    // A test that fails before it stops this must not keep jest from ending; the server ends with its parent.
    child.unref();
    child.channel?.unref();
    return new TimescaleProcess(child, url);
  }

  /** Saves the cluster to a file that others start from. */
  async save(file: string): Promise<void> {
    this.child.channel?.ref();
    const saved = answerOf(this.child);
    this.child.send({ file });
    await saved;
    this.child.channel?.unref();
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.ref();
    this.child.kill('SIGKILL');
    await ended;
  }
}
