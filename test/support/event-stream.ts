import { waitUntil } from './wait-until.js';

/** A client of the staff stream that keeps everything it was sent. */
export class EventStream {
  private readonly abort = new AbortController();
  text = '';
  isOpen = true;

  private constructor(readonly headers: Headers) {}

  static async open(url: string, staffToken: string): Promise<EventStream> {
    const abort = new AbortController();
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${staffToken}`, accept: 'text/event-stream' },
      signal: abort.signal,
    });
    const stream = new EventStream(response.headers);
    stream.abort.signal.addEventListener('abort', () => abort.abort());
    void stream.read(response.body!);
    return stream;
  }

  /** Waits until it was sent `what`, while the stream is open. */
  async has(what: string): Promise<void> {
    await waitUntil(() => this.text.includes(what), { what: `${what} in the stream` });
    if (!this.isOpen) throw new Error(`${what} came when the stream ended.`);
  }

  close(): void {
    this.abort.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    try {
      const decoder = new TextDecoder();
      for await (const chunk of body) this.text += decoder.decode(chunk, { stream: true });
    } catch {
      // Closed by us.
    }
    this.isOpen = false;
  }
}
