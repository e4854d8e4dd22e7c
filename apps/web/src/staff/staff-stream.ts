import type { StreamEvents, StreamTime } from '#wire';

export type StreamName = keyof StreamEvents;

const NAMES: readonly StreamName[] = [
  'snapshot',
  'positions',
  'passes',
  'work_state',
  'snowfall',
  'storm',
  'dispatch_order',
  'unit_silent',
  'unit_back',
];

/** How long a stream that the server closed for good rests before it is opened anew, milliseconds. */
const REOPEN_MS = 3_000;

export type StreamListener = <K extends StreamName>(name: K, event: StreamEvents[K]) => void;

/**
 * The staff plane's one stream. The browser reconnects by itself and names the last event it saw, so nothing is
 * missed; a stream closed for good is opened anew and begins with a snapshot.
 */
export class StaffStream {
  connected = false;
  private source: EventSource | null = null;

  constructor(
    private readonly listener: StreamListener,
    private readonly onTime: (time: StreamTime) => void,
    private readonly onConnection: () => void,
  ) {}

  open(): void {
    const source = new EventSource('/api/stream');
    this.source = source;
    for (const name of NAMES) {
      source.addEventListener(name, (message) => this.take(name, message as MessageEvent<string>));
    }
    source.addEventListener('open', () => this.setConnected(true));
    source.addEventListener('error', () => this.failed(source));
  }

  private take<K extends StreamName>(name: K, message: MessageEvent<string>): void {
    const event = JSON.parse(message.data) as StreamEvents[K];
    this.onTime(event);
    this.listener(name, event);
  }

  private failed(source: EventSource): void {
    this.setConnected(false);
    if (source.readyState !== EventSource.CLOSED || this.source !== source) return;
    this.source = null;
    setTimeout(() => this.open(), REOPEN_MS);
  }

  private setConnected(connected: boolean): void {
    this.connected = connected;
    this.onConnection();
  }
}
