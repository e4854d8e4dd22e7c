import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from '#config';
import type { SendProgress } from '#fixtures';
import type { EmbeddedServer } from './start-embedded.js';

const SUMMARY_EVERY_MS = 5_000;

interface Counts {
  readonly fixes: number;
  readonly passes: number;
  readonly oldestMarkAt: number | null;
}

const COUNTS = `SELECT (SELECT count(*) FROM fix) AS fixes, (SELECT count(*) FROM pass) AS passes,
  (SELECT min(from_at) FROM track_mark WHERE source = 'fix') AS "oldestMarkAt"`;

/** Prints one line every few seconds: fixes, passes, km cleared, and how old the oldest unmatched fix is. */
export class DemoProgress {
  private sent: SendProgress | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly server: EmbeddedServer,
    private readonly settings: Settings,
  ) {
    this.timer = setInterval(() => void this.print().catch(() => undefined), SUMMARY_EVERY_MS);
    this.timer.unref();
  }

  onSent(progress: SendProgress): void {
    this.sent = progress;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async print(): Promise<void> {
    const [counts] = await this.server.database.query<Counts>(COUNTS);
    const { clock } = this.settings;
    const lagS =
      counts.oldestMarkAt === null ? 0 : Math.max(0, (clock.now() - counts.oldestMarkAt) / clock.rate / 1000);
    const sentPercent = this.sent
      ? Math.floor((100 * this.sent.acknowledgedFixes) / this.sent.totalFixes)
      : 0;
    const at = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', timeStyle: 'short' });
    process.stdout.write(
      `${at.format(clock.now())}  測位/fixes ${counts.fixes}  通過/passes ${counts.passes}` +
        `  除雪済/cleared ${await this.clearedKm()} km  遅れ/lag ${lagS.toFixed(1)} s  送信/sent ${sentPercent} %\n`,
    );
  }

  private async clearedKm(): Promise<string> {
    const current = await readFile(path.join(this.settings.publishDir, 'current.json'), 'utf8');
    return (JSON.parse(current) as { summary: { clearedKm: number } }).summary.clearedKm.toFixed(1);
  }
}
