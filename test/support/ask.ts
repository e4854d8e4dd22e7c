import http, { type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

export interface Question {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As it came over the wire. */
  readonly body: Buffer;
}

/** One request as it is, with no header, path or encoding made up or undone by a client library. */
export const ask = (
  url: string,
  { method = 'GET', headers = {}, body }: Question = {},
): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port, origin } = new URL(url);
    const options = {
      hostname,
      port,
      path: url.slice(origin.length) || '/',
      method,
      headers,
      agent: false,
    } as const;
    const request = http.request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
      );
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });

/** The body without its content encoding. */
export const bodyOf = ({ headers, body }: HttpAnswer): Buffer => {
  if (headers['content-encoding'] === 'br') return brotliDecompressSync(body);
  return headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
};

export const jsonOf = <T>(answer: HttpAnswer): T => JSON.parse(bodyOf(answer).toString()) as T;

/** A question of a client that takes these content encodings. */
export const coded = (acceptEncoding: string): Question => ({
  headers: { 'accept-encoding': acceptEncoding },
});
