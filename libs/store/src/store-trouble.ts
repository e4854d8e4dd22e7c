interface SystemError {
  readonly code?: unknown;
  readonly message?: unknown;
}

const UNREACHABLE =
  'The database cannot be reached: see that it runs and that its disk has room; this goes on by itself then.';

const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^53100$/, 'The disk of the database is full: free space on it, and this goes on by itself.'],
  [
    /^(ENOSPC|EDQUOT|EFBIG)$/,
    'The disk of the data folder is full: free space on it, and this goes on by itself.',
  ],
  [
    /^(EROFS|EACCES|EPERM)$/,
    'The data folder cannot be written: make its disk writable and give this user the right, and this goes on by itself.',
  ],
  [
    /^53[23]00$/,
    'The database has no memory or connection left: close other clients or raise max_connections.',
  ],
  [
    /^25006$/,
    'The database is read-only: make its disk writable, or name the primary server in DATABASE_URL.',
  ],
  [
    /^42501$/,
    'The database may not write its files: make its disk writable, and give its user every right on its tables.',
  ],
  [/^(58|XX|EIO)/, 'The database cannot write its files: see its log for the disk or permission at fault.'],
  [
    /^(42P01|42703|42883)$/,
    'The database has the tables of another version: start once with the newest version.',
  ],
  [/^(28|3D000)/, 'The database refuses this user, password or database name: correct DATABASE_URL.'],
  [/^(57P|08|55000|ECONN|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|EPIPE|EAI_AGAIN|ENOENT)/, UNREACHABLE],
  [/^(40001|40P01|55P03|57014)$/, 'The database was busy with the same rows: this is tried again.'],
];

const NO_CODE =
  /connection (terminated|ended)|timeout exceeded when trying to connect|Connection terminated|not queryable/i;

/**
 * One sentence for people when an error says that the store cannot be used now although the statement was right
 * (server gone, disk full, read-only, other version); null for every other error.
 */
export const storeTrouble = (error: unknown): string | null => {
  if (error instanceof AggregateError) return storeTrouble(error.errors[0]);
  const { code, message } = (error ?? {}) as SystemError;
  if (typeof code === 'string') {
    return SENTENCES.find(([pattern]) => pattern.test(code))?.[1] ?? null;
  }
  return typeof message === 'string' && NO_CODE.test(message) ? UNREACHABLE : null;
};

/** Does the store refuse a value as it is (PostgreSQL's classes 22, data exception, and 23, constraint)? */
export const isDataError = (error: unknown): boolean => {
  const { code } = (error ?? {}) as SystemError;
  return typeof code === 'string' && /^2[23]/.test(code);
};
