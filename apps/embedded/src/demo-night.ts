import { Worker } from 'node:worker_threads';
import type { City, SendProgress, StormOptions } from '#fixtures';

export type NightOptions = StormOptions;
export type DemoCity = Pick<City, 'network' | 'register'>;

/** To whom the night is sent, and what the storm's clock says when it begins. */
export interface SendOrder {
  readonly url: string;
  readonly staffToken: string;
  readonly nowAt: number;
  /** Storm seconds a second. */
  readonly speed: number;
}

export type NightNews =
  | { readonly kind: 'city'; readonly city: DemoCity }
  | { readonly kind: 'played' }
  | { readonly kind: 'progress'; readonly progress: SendProgress }
  | { readonly kind: 'sent' };

/**
 * The demo's city and its simulated night, in a thread of their own: they are made while the server starts, and the
 * phones that send do not take the server's turn.
 */
export class DemoNight {
  /** Resolves when the city is made; rejects with what went wrong in the thread. */
  readonly city: Promise<DemoCity>;
  /** Resolves when the night is ready to be sent. */
  readonly played: Promise<unknown>;
  /** Resolves when everything was sent and acknowledged (true), or the night was stopped (false). */
  readonly over: Promise<boolean>;
  onProgress: (progress: SendProgress) => void = () => undefined;
  private readonly thread: Worker;

  constructor(options: NightOptions) {
    this.thread = new Worker(new URL('./demo-night-thread.js', import.meta.url), { workerData: options });
    this.city = this.first('city').then((news) => news.city);
    this.played = this.first('played');
    this.over = Promise.race([
      this.first('sent').then(() => true),
      new Promise<boolean>((resolve) => this.thread.once('exit', () => resolve(false))),
    ]);
    this.thread.on('message', (news: NightNews) => {
      if (news.kind === 'progress') this.onProgress(news.progress);
    });
    for (const promise of [this.city, this.played, this.over]) promise.catch(() => undefined);
  }

  /** Sends what lies before the clock's present at once, and the rest as it falls due. */
  send(order: SendOrder): void {
    this.thread.postMessage(order);
  }

  async stop(): Promise<void> {
    await this.thread.terminate();
  }

  private first<Kind extends NightNews['kind']>(kind: Kind): Promise<Extract<NightNews, { kind: Kind }>> {
    return new Promise((resolve, reject) => {
      this.thread.on('error', reject);
      this.thread.on('message', (news: NightNews) => {
        if (news.kind === kind) resolve(news as Extract<NightNews, { kind: Kind }>);
      });
    });
  }
}
