/** An answer that is newer than the last one. `heldS` is how long caches on the way had kept it. */
export interface News<T> {
  value: T;
  heldS: number;
}

const TIMEOUT_MS = 10_000;

/** One published resource, asked for again and again by conditional requests. */
export class Feed<T> {
  private etag: string | null = null;

  constructor(
    private readonly url: string,
    private readonly read: (response: Response) => Promise<T>,
  ) {}

  /** The new value, or null when nothing changed. @throws when the origin does not answer or refuses. */
  async next(): Promise<News<T> | null> {
    const response = await fetch(this.url, {
      cache: 'no-store',
      headers: this.etag === null ? {} : { 'If-None-Match': this.etag },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 304) return null;
    if (!response.ok) throw new Error(`${this.url} answered ${response.status}.`);
    const value = await this.read(response);
    this.etag = response.headers.get('etag');
    return { value, heldS: Number(response.headers.get('age') ?? 0) };
  }
}
