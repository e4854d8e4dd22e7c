import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Settings } from '#config';
import { currentRequestId } from './request-id.js';

const LEVELS: Record<Settings['logLevel'], LogLevel[]> = {
  error: ['fatal', 'error'],
  warn: ['fatal', 'error', 'warn'],
  info: ['fatal', 'error', 'warn', 'log'],
  debug: ['fatal', 'error', 'warn', 'log', 'debug'],
};

/** Contexts in which Nest tells about its own wiring at every start; nobody who runs the product needs them. */
const WIRING = [
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
  'NestMicroservice',
];

export interface ServerLoggerOptions {
  readonly level: Settings['logLevel'];
  /** One JSON line for each entry, with this name of the process; left out, readable text. */
  readonly processName?: string;
}

/** Nest's logger without its wiring lines; an entry that a request caused carries the request's id. */
export class ServerLogger extends ConsoleLogger {
  constructor(private readonly told: ServerLoggerOptions) {
    super('Yukimichi', { logLevels: LEVELS[told.level], json: told.processName !== undefined });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (!WIRING.includes(String(rest.at(-1)))) super.log(message, ...rest);
  }

  /** Nest tells of a failed listen before whoever called it can say what to do. */
  override error(message: unknown, ...rest: unknown[]): void {
    const isOfListen = rest.at(-1) === 'NestApplication' && /listen E/.test(String(message));
    if (!isOfListen) super.error(message, ...rest);
  }

  protected override getJsonLogObject(
    message: unknown,
    { logLevel, context, errorStack }: { logLevel: LogLevel; context: string; errorStack?: unknown },
  ): never {
    const entry = {
      time: new Date().toISOString(),
      level: logLevel === 'log' ? 'info' : logLevel,
      process: this.told.processName,
      context,
      message,
      stack: errorStack,
      requestId: currentRequestId(),
    };
    // Nest's own entry has other fields, which its type insists on.
    return entry as never;
  }

  protected override stringifyMessage(message: unknown, logLevel: LogLevel): string {
    const requestId = currentRequestId();
    const text = super.stringifyMessage(message, logLevel);
    return requestId === undefined ? text : `${text} (request ${requestId})`;
  }
}
