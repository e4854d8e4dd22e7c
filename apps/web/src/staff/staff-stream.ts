import type { StreamEvents, StreamTime } from '#wire';

export type StreamName = keyof StreamEvents;

const NAMES: readonly StreamName[] = [
  'time',
  'snapshot',
  'positions',
  'passes',
  'work_state',
  'snowfall',
  'storm',
  'dispatch_order',
  'unit_silent',
  'unit_back',
  'device_fault',
];

/** How long a stream that the server closed for good rests before it is opened anew, milliseconds. */
const REOPEN_MS = 3_000;
/** The server tells the time every 15 s: a stream that is silent for three times as long is dead, whatever TCP says. */
const SILENT_FOR_MS = 45_000;

export type StreamListener = <K extends StreamName>(name: K, event: StreamEvents[K]) => void;

export interface StaffStreamParts {
  readonly onEvent: StreamListener;
  readonly onTime: (time: StreamTime) => void;
  readonly onConnection: (connected: boolean) => void;
  /** The server refuses the cookie: somebody must sign in again. */
  readonly onRefused: () => void;
}

/**
 * The staff plane's one stream. The browser reconnects by itself and names the last event it saw, so nothing is
 * missed; a stream closed for good is opened anew and begins with a snapshot.
 */
export class StaffStream {
  connected = false;
  private source: EventSource | null = null;
  private watch = 0;

  constructor(private readonly parts: StaffStreamParts) {}

  open(): void {
    const source = new EventSource('/api/stream');
    this.source = source;
    for (const name of NAMES) {
      source.addEventListener(name, (message) => this.take(name, message as MessageEvent<string>));
    }
    source.addEventListener('open', () => {
      this.setConnected(true);
      this.expectMore();
    });
    source.addEventListener('error', () => void this.failed(source));
  }

  private take<K extends StreamName>(name: K, message: MessageEvent<string>): void {
    this.expectMore();
    const event = JSON.parse(message.data) as StreamEvents[K];
    this.parts.onTime(event);
    this.parts.onEvent(name, event);
  }

  /** Starts the watch for the next event. */
  private expectMore(): void {
    clearTimeout(this.watch);
    this.watch = window.setTimeout(() => {
      this.source?.close();
      this.setConnected(false);
      this.open();
    }, SILENT_FOR_MS);
  }

  private async failed(source: EventSource): Promise<void> {
    this.setConnected(false);
    if (source.readyState !== EventSource.CLOSED || this.source !== source) return;
    this.source = null;
    clearTimeout(this.watch);
    // An EventSource does not tell why it was closed.
    const status = await fetch('/api/vehicles').then(
      (response) => response.status,
      () => 0,
    );
    if (status === 401) this.parts.onRefused();
    else setTimeout(() => this.open(), REOPEN_MS);
  }

  private setConnected(connected: boolean): void {
    this.connected = connected;
    this.parts.onConnection(connected);
  }
}
