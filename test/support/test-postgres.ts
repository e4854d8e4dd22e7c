import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type EmbeddedPostgres, startPostgres } from '../../apps/embedded/src/postgres.js';
import { makeDataDir } from './embedded-process.js';
import { SmallDisk } from './small-disk.js';
import { waitUntil } from './wait-until.js';

/** Room of a database whose disk is small: what a storm needs, and little more. */
const SMALL_DISK_MB = 400;

/** A PostgreSQL server of its own, with everything durable as in production, that can be killed, frozen and filled. */
export class TestPostgres {
  private constructor(
    private readonly dataDir: string,
    private readonly server: EmbeddedPostgres,
    private readonly disk: SmallDisk | null,
  ) {}

  /** With `smallDisk` the data stand on a small disk in memory, where this user may mount one. */
  static async start({ smallDisk = false } = {}): Promise<TestPostgres> {
    const disk = smallDisk ? SmallDisk.mount(SMALL_DISK_MB) : null;
    const dataDir = disk?.folder ?? makeDataDir();
    const settings = ['max_wal_size=64MB', 'min_wal_size=32MB', 'max_connections=100'];
    return new TestPostgres(dataDir, await startPostgres({ dataDir, settings }), disk);
  }

  get hasSmallDisk(): boolean {
    return this.disk !== null;
  }

  get url(): string {
    return this.server.url;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** kill -9 of the postmaster; its children end with it. */
  async kill(): Promise<void> {
    const { postmaster, children } = this.processes();
    process.kill(postmaster, 'SIGKILL');
    await waitUntil(() => ![postmaster, ...children].some(isThere), { what: 'PostgreSQL to be gone' });
  }

  /** Freezes or wakes the postmaster and everything it started. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    const { postmaster, children } = this.processes();
    for (const pid of [postmaster, ...children]) process.kill(pid, signal);
  }

  /** Takes all room of the small disk. */
  fillDisk(): void {
    this.disk?.fill();
  }

  freeDisk(): void {
    this.disk?.free();
  }

  /** Starts it again where it has died. */
  revive(): Promise<void> {
    return this.server.revive();
  }

  async dispose(): Promise<void> {
    await this.server.stop().catch(() => undefined);
    if (this.disk !== null) this.disk.unmount();
    else rmSync(this.dataDir, { recursive: true, force: true });
  }

  private processes(): { postmaster: number; children: number[] } {
    const folder = this.databaseFolder();
    const postmaster = Number(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return { postmaster, children: childrenOf(postmaster) };
  }

  private databaseFolder(): string {
    const folder = readdirSync(this.dataDir, { recursive: true, withFileTypes: true }).find(
      (entry) => entry.name === 'PG_VERSION' && !entry.parentPath.includes('base'),
    );
    if (folder === undefined) throw new Error(`No database in ${this.dataDir}.`);
    return folder.parentPath;
  }
}

/** Also while its parent has not taken note of its end: PostgreSQL takes such a postmaster for a running one. */
const isThere = (pid: number): boolean => existsSync(`/proc/${pid}`);

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      if (!Number.isInteger(pid)) return false;
      try {
        return readFileSync(`/proc/${pid}/status`, 'utf8').includes(`\nPPid:\t${parent}\n`);
      } catch {
        return false;
      }
    });
