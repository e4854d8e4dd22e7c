import { Inject, Injectable, Logger } from '@nestjs/common';
import { findKeptBundle, type KeptBundle } from '#paperwork';
import { ProblemError } from '#server';
import { listBundles, listUnbundled, type SettlementKey, type StoredSettlement, storeTrouble } from '#store';
import { type BundleState, printInstant } from '#wire';
import { sentence } from '../report/fault-problem.js';
import { ReportBooks } from '../report/report-books.js';
import { STAFF_PARTS, type StaffParts } from '../staff/staff-parts.js';
import { type BundleNews, BundleWriter } from './bundle-writer.js';

/** What could not be written is tried again, wall clock. */
const EVERY_MS = 600_000;

type Period = Pick<SettlementKey, 'contractId' | 'period'>;

const nameOf = ({ contractId, period }: Period): string => `${contractId} ${period}`;

const NOT_RELEASED = sentence(
  '検証用一式は、支払いへ回した後に作られます。',
  'The bundle is made when the settlement is released.',
);
const BROKEN = sentence(
  '検証用一式を書けませんでした。置き場所(BUNDLE_DIR)を確かめてください。10分ごとにやり直します。',
  'The bundle could not be written: see to its folder (BUNDLE_DIR). It is tried again every ten minutes.',
);

/**
 * 検証用一式: writes the bundle of what was released or reissued. Whatever has none (the process ended, the disk was full) gets
 * it later by itself, at the next start or every ten minutes.
 */
@Injectable()
export class BundleKeeper {
  private readonly logger = new Logger('BundleKeeper');
  private readonly troubles = new Map<string, string>();
  private writer: BundleWriter | null = null;
  private timer: { stop(): void } | null = null;
  private last: Promise<void> = Promise.resolve();
  private waiting = 0;
  private ending = false;

  constructor(
    @Inject(STAFF_PARTS) private readonly parts: StaffParts,
    private readonly books: ReportBooks,
  ) {}

  start(): void {
    const { clock } = this.parts;
    this.timer = clock.every(EVERY_MS * clock.rate, () => void this.keepAll());
    void this.keepAll();
  }

  /** Begins to write the bundle of a period that was released or reissued just now. */
  begin(period: Period): void {
    this.keep(period).catch((error: unknown) => this.tell(error));
  }

  /** What is being written is given up: it is written at the next start. */
  async stop(): Promise<void> {
    this.ending = true;
    this.timer?.stop();
    await this.writer?.stop();
    await this.last;
  }

  /** Writes the bundles of every released settlement that is in none. */
  async keepAll(): Promise<void> {
    try {
      for (const key of await listUnbundled(this.parts.database)) await this.keep(key);
    } catch (error) {
      this.tell(error);
    }
  }

  /** Writes the bundle of a period where it is released and in none; what keeps it is told by `stateOf`. */
  async keep({ contractId, period }: Period): Promise<void> {
    const due = () => listUnbundled(this.parts.database, { contractId, period });
    // Nobody waits for other bundles whose own lies there.
    if ((await due()).length > 0) await this.inTurn({ contractId, period }, due);
  }

  /** What is known of a released settlement's bundle. */
  async stateOf({ contractId, period, version }: SettlementKey): Promise<BundleState> {
    const { database } = this.parts;
    const trouble = this.troubles.get(nameOf({ contractId, period })) ?? null;
    const isDue = (await listUnbundled(database, { contractId, period })).length > 0;
    const written = await listBundles(database, { contractId, period });
    const newest = written.find((bundle) => bundle.version === version);
    if (isDue || newest === undefined) return { kept: null, trouble };
    const { rootHash, bytes, writtenAt } = newest;
    return { kept: { rootHash, bytes, writtenAt: printInstant(writtenAt) }, trouble };
  }

  /** The bundle of a settlement, written now where it does not lie there. @throws ProblemError where it cannot be */
  async zipOf(stored: StoredSettlement): Promise<KeptBundle> {
    if (stored.releasedAt === null) throw new ProblemError(409, NOT_RELEASED);
    const find = () => findKeptBundle(this.books.paper, stored, this.parts.settings.bundles.folder);
    const known = await find();
    if (known !== null) return known;
    const { contractId, period, version } = stored;
    await this.inTurn(stored, async () => [{ contractId, period, version }]);
    const kept = await find();
    if (kept === null) throw new ProblemError(503, this.troubles.get(nameOf(stored)) ?? BROKEN);
    return kept;
  }

  /** One after the other; the thread ends with the last. */
  private inTurn(period: Period, keysOf: () => Promise<readonly SettlementKey[]>): Promise<void> {
    this.waiting += 1;
    this.last = this.last.then(async () => {
      const trouble = await this.write(keysOf);
      if (trouble === null) this.troubles.delete(nameOf(period));
      else this.troubles.set(nameOf(period), trouble);
      this.waiting -= 1;
      if (this.waiting === 0) await this.writer?.stop();
    });
    return this.last;
  }

  private async write(keysOf: () => Promise<readonly SettlementKey[]>): Promise<string | null> {
    try {
      for (const key of this.ending ? [] : await keysOf()) {
        const { database, settings, clock } = this.parts;
        const place = { databaseUrl: database.url, folder: settings.bundles.folder };
        this.writer ??= new BundleWriter(this.books.paper.network, place);
        const news = await this.writer.write({ key, stamp: { by: 'system', at: clock.now() } });
        if (news.kind !== 'kept') return this.sentenceOf(news);
      }
      return null;
    } catch (error) {
      return error instanceof ProblemError ? error.message : this.tell(error);
    }
  }

  private sentenceOf(news: Exclude<BundleNews, { kind: 'kept' }>): string {
    if (news.kind === 'failed') return this.tell(news.error);
    return sentence(news.faults.map(({ ja }) => ja).join(' '), news.faults.map(({ en }) => en).join(' '));
  }

  /** Logs what went wrong, and says it in a sentence for people. */
  private tell(error: unknown): string {
    const trouble = storeTrouble(error);
    const { stack, message } = error as Error;
    this.logger.error(trouble ?? stack ?? message);
    return trouble ?? BROKEN;
  }
}
