import type request from 'supertest';

/** For supertest's `parse`: a body as bytes. */
export const collectBytes = (response: request.Response, done: (error: null, body: Buffer) => void): void => {
  const parts: Buffer[] = [];
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)));
};
