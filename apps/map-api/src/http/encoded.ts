import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

/** One body in the three encodings that browsers ask for, compressed once. */
export interface Encoded {
  readonly identity: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
  /** First 16 hexadecimal digits of the SHA-256 of the identity body. */
  readonly hash: string;
}

export const hashOf = (body: Uint8Array): string =>
  createHash('sha256').update(body).digest('hex').slice(0, 16);

/** Compresses off the event loop; `brotliQuality` 5 for what changes every few seconds, 9–11 for what stays. */
export const encode = async (body: Uint8Array, brotliQuality: number): Promise<Encoded> => {
  const identity = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
    [constants.BROTLI_PARAM_SIZE_HINT]: identity.length,
  };
  const [br, gz] = await Promise.all([brotliAsync(identity, { params }), gzipAsync(identity)]);
  return { identity, br, gzip: gz, hash: hashOf(identity) };
};

const BUILT_QUALITY = 9;

/** A file with the .br and .gz beside it; where they are missing it is compressed here. */
export const readEncoded = async (file: string): Promise<Encoded> => {
  const identity = await readFile(file);
  try {
    const [br, gz] = await Promise.all([readFile(`${file}.br`), readFile(`${file}.gz`)]);
    return { identity, br, gzip: gz, hash: hashOf(identity) };
  } catch {
    return encode(identity, BUILT_QUALITY);
  }
};

/** Does the header accept this coding with a weight above 0? (RFC 9110, 12.5.3) */
const accepts = (header: string, coding: string): boolean =>
  header.split(',').some((part) => {
    const [name, ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });

const codingFor = (header: string | undefined): 'br' | 'gzip' | 'identity' => {
  if (header === undefined) return 'identity';
  if (accepts(header, 'br')) return 'br';
  return accepts(header, 'gzip') ? 'gzip' : 'identity';
};

/** Does the client have it? Compared weakly: a proxy that compresses anew marks our tag with `W/` (RFC 9110, 13.1.2). */
const isKnown = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));

export interface SendOptions {
  readonly contentType: string;
  readonly cacheControl: string;
}

/** Sends the encoding that the client accepts, or 304 where it has that one. */
export const sendEncoded = (
  request: FastifyRequest,
  reply: FastifyReply,
  body: Encoded,
  options: SendOptions,
): void => {
  const coding = codingFor(request.headers['accept-encoding']);
  const etag = `"${body.hash}-${coding}"`;
  reply.header('etag', etag).header('vary', 'accept-encoding').header('cache-control', options.cacheControl);
  if (isKnown(request.headers['if-none-match'], etag)) {
    void reply.code(304).send();
    return;
  }
  if (coding !== 'identity') reply.header('content-encoding', coding);
  void reply.header('content-type', options.contentType).send(body[coding]);
};
