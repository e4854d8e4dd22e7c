import { Inject, Injectable, Logger } from '@nestjs/common';
import { addDays, localDateOf } from '#domain';
import { makeReportsOf } from '#paperwork';
import { storeTrouble } from '#store';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { ReportBooks } from './report-books.js';

/** Late fixes of the nights before are taken over too. */
const DAYS_BACK = 2;
/** The first reports of a process that has just started, wall clock. */
const FIRST_AFTER_MS = 60_000;

/** Makes the daily reports of the last nights again and again, without anyone pressing anything. */
@Injectable()
export class ReportMaker {
  private readonly logger = new Logger('ReportMaker');
  private readonly timers: { stop(): void }[] = [];
  private making: Promise<void> | null = null;

  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly books: ReportBooks,
  ) {}

  /** Intervals are of the wall clock, also in a storm that runs faster. */
  start(): void {
    const { clock, settings, network } = this.parts;
    if (settings.reportsEveryMs === 0 || network === null) return;
    const first = clock.every(FIRST_AFTER_MS * clock.rate, () => {
      first.stop();
      void this.make();
    });
    this.timers.push(
      first,
      clock.every(settings.reportsEveryMs * clock.rate, () => void this.make()),
    );
  }

  /** Stops, and waits for the making that is under way. */
  async stop(): Promise<void> {
    for (const timer of this.timers) timer.stop();
    await this.making;
  }

  /** One making at a time; what cannot be made now is made the next time. */
  make(): Promise<void> {
    this.making ??= this.makeNow().finally(() => {
      this.making = null;
    });
    return this.making;
  }

  private async makeNow(): Promise<void> {
    const at = this.parts.clock.now();
    const toDate = localDateOf(at);
    try {
      await makeReportsOf(this.books.paper, { range: { fromDate: addDays(toDate, -DAYS_BACK), toDate }, at });
    } catch (error) {
      const trouble = storeTrouble(error);
      this.logger.error(trouble ?? (error instanceof Error ? error.stack : String(error)));
    }
  }
}
