/** What PostgreSQL says in its log, and what to do about it. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/No space left on device|File too large|Disk quota exceeded/i, 'free space on its disk'],
  [
    /Read-only file system|Permission denied|invalid permissions|has wrong ownership/i,
    'make the folder writable and give it back to the user that made it',
  ],
  [
    /initialized by PostgreSQL version|database files are incompatible/i,
    'start it with the version of Yukimichi that made it, or set DATA_DIR to another folder',
  ],
  [
    /No such file or directory|does not exist|not a valid|corrupt|incorrect checksum|invalid (?:checkpoint|primary)|could not locate/i,
    'put a backup of the folder in its place, or set DATA_DIR to another folder',
  ],
];
const SEE_LOG = 'see server.log in it';

/** A line that says why something failed, without its time and process; a line about a client that came too early does not. */
const causeOf = (line: string): string | undefined =>
  /(?:FATAL|PANIC|ERROR|error|pg_ctl): +(?!the database system is|terminating connection|could not start server)(.*)/.exec(
    line,
  )?.[1];
/** What pg_ctl writes without ending the line. */
const WAITING = /^waiting for server to start\.+/;
const detailOf = (line: string): string | undefined => /DETAIL: +(.*)/.exec(line)?.[1];
const remedyFor = (cause: string): string | undefined =>
  REMEDIES.find(([pattern]) => pattern.test(cause))?.[1];

/** One sentence from what a PostgreSQL program wrote as it failed: the cause that can be mended, and how. */
export const postgresTrouble = (output: string): string => {
  const lines = output
    .split('\n')
    .map((line) => line.replace(WAITING, '').trim())
    .filter((line) => line !== '');
  const causes = lines.flatMap((line, i) => {
    const cause = causeOf(line);
    const detail = detailOf(lines[i + 1] ?? '');
    return cause === undefined
      ? []
      : [detail === undefined ? cause : `${cause} (${detail.replace(/\.$/, '')})`];
  });
  const cause =
    causes.findLast(remedyFor) ??
    lines.findLast(remedyFor) ??
    causes.at(-1) ??
    lines.at(-1) ??
    'it says nothing';
  return `${cause.replace(/\.$/, '')}: ${remedyFor(cause) ?? SEE_LOG}.`;
};
