import { ApiError, ask, newRequestId } from '../session/api.js';
import { addWaiting, listWaiting, putWaiting, removeWaiting, type Waiting } from './kept.js';

const RETRY_MS = 15_000;
/** Answers after which the same request may succeed later. */
const LATER = new Set([0, 401, 408, 425, 429]);

export interface OutboxEvents {
  /** Something was sent, refused or added. */
  readonly onChange: () => void;
  /** The session has ended: sign in, then `flush` again. */
  readonly onSignedOut: () => void;
}

/**
 * What the driver says, on the phone until the service has it. Sent in order; each under an id of its own, so that one
 * that is sent twice (the answer got lost) is done once.
 */
export class Outbox {
  private flushing: Promise<void> | null = null;
  waiting: Waiting[] = [];

  constructor(
    private readonly account: string,
    private readonly events: OutboxEvents,
  ) {
    addEventListener('online', () => void this.flush());
    document.addEventListener('visibilitychange', () => void this.flush());
    setInterval(() => void this.flush(), RETRY_MS);
  }

  async open(): Promise<void> {
    await this.read();
    void this.flush();
  }

  /** Takes a request on; it is on the phone when this resolves. */
  async add(request: Omit<Waiting, 'id' | 'account' | 'place'>): Promise<void> {
    await addWaiting({ ...request, id: newRequestId(), account: this.account });
    await this.read();
    void this.flush();
  }

  /** Steps of a report that wait: the next one has seen these too. */
  stepsOf(reportNo: string): number {
    return this.of(reportNo).filter(({ kind }) => kind === 'submit' || kind === 'correct').length;
  }

  of(reportNo: string): Waiting[] {
    return this.waiting.filter((request) => request.reportNo === reportNo);
  }

  refusedOf(reportNo: string): string | null {
    return this.of(reportNo).find(({ refused }) => refused !== undefined)?.refused ?? null;
  }

  /** Gives up what the service refused of a report, and what was said after it; the reader has seen why. */
  async discard(reportNo: string): Promise<void> {
    for (const { place } of this.of(reportNo)) await removeWaiting(place!);
    await this.read();
  }

  /** Sends what waits; one flush at a time. */
  flush(): Promise<void> {
    this.flushing ??= this.send().finally(() => {
      this.flushing = null;
    });
    return this.flushing;
  }

  /** What is added meanwhile is sent too. */
  private async send(): Promise<void> {
    await this.read();
    for (let next = this.next(); next !== undefined; next = this.next())
      if (!(await this.sendOne(next))) return;
  }

  /** The oldest that may be sent: nothing said before it of its report was refused. */
  private next(): Waiting | undefined {
    return this.waiting.find(
      ({ refused, reportNo }) =>
        refused === undefined && (reportNo === null || this.refusedOf(reportNo) === null),
    );
  }

  /** True when the next one may be tried. */
  private async sendOne(request: Waiting): Promise<boolean> {
    try {
      await ask(request.path, initOf(request));
      await removeWaiting(request.place!);
    } catch (error) {
      const { status, message } = error as ApiError;
      if (!(error instanceof ApiError)) throw error;
      if (status === 401) this.events.onSignedOut();
      if (LATER.has(status) || status >= 500) return false;
      await putWaiting({ ...request, refused: message });
    }
    await this.read();
    return true;
  }

  private async read(): Promise<void> {
    this.waiting = (await listWaiting()).filter(({ account }) => account === this.account);
    this.events.onChange();
  }
}

const initOf = ({ id, method, body }: Waiting): RequestInit => {
  if (body instanceof Blob)
    return { method, body, headers: { 'content-type': body.type, 'idempotency-key': id } };
  const headers = { 'content-type': 'application/json', 'idempotency-key': id };
  return { method, body: JSON.stringify(body), headers };
};
