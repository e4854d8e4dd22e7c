import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeDataDir } from './embedded-process.js';

/** A folder on a disk of its own in memory that can be filled and freed again. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** Null where this user may not mount one. */
  static mount(sizeMb: number): SmallDisk | null {
    const folder = makeDataDir();
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=0755`, 'tmpfs', folder], {
        stdio: 'pipe',
      });
      return new SmallDisk(folder);
    } catch {
      rmSync(folder, { recursive: true, force: true });
      return null;
    }
  }

  /** Takes all room. */
  fill(): void {
    for (const bytes of [1 << 20, 1]) this.fillBy(bytes);
  }

  free(): void {
    rmSync(this.filler, { force: true });
  }

  unmount(): void {
    execFileSync('umount', ['-l', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get filler(): string {
    return path.join(this.folder, 'filler');
  }

  private fillBy(bytes: number): void {
    const chunk = Buffer.alloc(bytes);
    try {
      for (;;) writeFileSync(this.filler, chunk, { flag: 'a' });
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOSPC') throw error;
    }
  }
}
