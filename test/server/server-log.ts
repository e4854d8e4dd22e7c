/** One entry of a process' structured log. */
export interface LogEntry {
  readonly time: string;
  readonly level: string;
  readonly process: string;
  readonly context: string;
  readonly message: string;
  readonly requestId?: string;
}

/** Every line that a process wrote. @throws Error where a line is not an entry */
export const entriesOf = (log: string): LogEntry[] =>
  log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const entry = JSON.parse(line) as LogEntry;
      const { time, level, process, context, message } = entry;
      for (const value of [time, level, process, context, message]) expect(typeof value).toBe('string');
      expect(Number.isNaN(Date.parse(time))).toBe(false);
      expect(['fatal', 'error', 'warn', 'info', 'debug']).toContain(level);
      return entry;
    });

export const messagesOf = (log: string): string[] => entriesOf(log).map(({ message }) => message);
