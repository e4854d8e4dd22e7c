import { jest } from '@jest/globals';
import { inRequest } from './request-id.js';
import { ServerLogger, type ServerLoggerOptions } from './server-logger.js';

/** What a logger writes. */
const written = (options: ServerLoggerOptions, work: (logger: ServerLogger) => void): string => {
  let text = '';
  const keep = (chunk: unknown): boolean => {
    text += String(chunk);
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write'));
  for (const spy of spies) spy.mockImplementation(keep);
  work(new ServerLogger(options));
  for (const spy of spies) spy.mockRestore();
  return text;
};

describe('ServerLogger', () => {
  it('writes one JSON line an entry, with the request that caused it', () => {
    const text = written({ level: 'info', processName: 'tracks' }, (logger) => {
      logger.log('Listening.', 'Process');
      inRequest('r-1', () => logger.error('Error: broken\n    at line 1', undefined, 'Http'));
    });
    const lines = text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        level: 'info',
        process: 'tracks',
        context: 'Process',
        message: 'Listening.',
      },
      {
        time: expect.any(String),
        level: 'error',
        process: 'tracks',
        context: 'Http',
        message: 'Error: broken\n    at line 1',
        requestId: 'r-1',
      },
    ]);
  });

  it('writes readable text where it has no name of a process', () => {
    const text = written({ level: 'info' }, (logger) =>
      inRequest('r-2', () => logger.warn('The disk is full.', 'Tracks')),
    );
    expect(text).toMatch(/WARN.*Tracks.*The disk is full\..*\(request r-2\)/);
  });

  it('leaves out what lies below its level, and how Nest is wired', () => {
    const text = written({ level: 'warn', processName: 'staff' }, (logger) => {
      logger.log('said', 'Process');
      logger.debug('said', 'Process');
      logger.log('wired', 'InstanceLoader');
    });
    expect(text).toBe('');
  });
});
