import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  type LookedUntil,
  type MadeSummary,
  type MakingOrder,
  makeDueReports,
  makeReportsOfMonth,
} from '#paperwork';
import { storeTrouble } from '#store';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { ReportBooks } from './report-books.js';

/** The first reports of a process that has just started, wall clock. */
const FIRST_AFTER_MS = 60_000;

/** What a run over a month tells and is told. */
type MonthOrder = Pick<MakingOrder, 'machineCodes' | 'onMachine'> & { readonly month: string };

/** Makes the daily reports that are due again and again, without anyone pressing anything; one making at a time. */
@Injectable()
export class ReportMaker {
  private readonly logger = new Logger('ReportMaker');
  private readonly timers: { stop(): void }[] = [];
  private readonly ending = new AbortController();
  private due: Promise<void> | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private looked: LookedUntil | null = null;

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

  /** Stops, and waits for the machine that is under way. */
  async stop(): Promise<void> {
    for (const timer of this.timers) timer.stop();
    this.ending.abort();
    await this.last;
  }

  /** What cannot be made now is made the next time. */
  make(): Promise<void> {
    this.due ??= this.inTurn(() => this.makeDue()).finally(() => {
      this.due = null;
    });
    return this.due;
  }

  /** The reports of a month that is to be settled, as `npm run settle` makes them. */
  makeMonth(order: MonthOrder): Promise<MadeSummary> {
    const { signal } = this.ending;
    return this.inTurn(() =>
      makeReportsOfMonth(this.books.paper, { ...order, at: this.parts.clock.now(), signal }),
    );
  }

  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.last.then(run);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async makeDue(): Promise<void> {
    const { signal } = this.ending;
    const at = this.parts.clock.now();
    try {
      const { summary, looked } = await makeDueReports(this.books.paper, { looked: this.looked, at, signal });
      this.looked = looked;
      const { made, remade, busy } = summary;
      if (made + remade + busy > 0)
        this.logger.log(`Reports: ${made} made, ${remade} remade, ${busy} wait for the next time.`);
    } catch (error) {
      if (signal.aborted) return;
      const trouble = storeTrouble(error);
      this.logger.error(trouble ?? (error instanceof Error ? error.stack : String(error)));
    }
  }
}
