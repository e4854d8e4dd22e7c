import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Settings } from '#config';

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

/** Nest's logger without its wiring lines, at the level of LOG_LEVEL. */
export class EmbeddedLogger extends ConsoleLogger {
  constructor(level: Settings['logLevel']) {
    super('Yukimichi', { logLevels: LEVELS[level] });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (!WIRING.includes(String(rest.at(-1)))) super.log(message, ...rest);
  }
}
