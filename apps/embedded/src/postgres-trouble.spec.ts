import { postgresTrouble } from './postgres-trouble.js';

const STAMP = '2026-11-21 19:51:15.152 UTC [3959] ';

/** What the programs of PostgreSQL 18 wrote as they failed, and the sentence that we make of it. */
const CASES: readonly (readonly [string, string, RegExp])[] = [
  [
    'initdb on a full disk',
    `The files belonging to this database system will be owned by user "postgres".
running bootstrap script ... ${STAMP}FATAL:  could not extend file "base/1/2691": No space left on device
${STAMP}HINT:  Check free disk space.
${STAMP}PANIC:  cannot abort transaction 1, it was already committed
child process exited with exit code 134
initdb: removing contents of data directory "/data/postgres"`,
    /^could not extend file "base\/1\/2691": No space left on device: free space on its disk\.$/,
  ],
  [
    'a recovery that may not write',
    `waiting for server to start..... stopped waiting
pg_ctl: could not start server
Examine the log output.
${STAMP}LOG:  redo starts at 0/174B5E8
${STAMP}FATAL:  could not resize shared memory segment "/PostgreSQL.1" to 1048576 bytes: File too large
${STAMP}FATAL:  the database system is starting up
${STAMP}LOG:  database system is shut down`,
    /^could not resize .*File too large: free space on its disk\.$/,
  ],
  [
    'files of another version',
    `${STAMP}FATAL:  database files are incompatible with server
${STAMP}DETAIL:  The data directory was initialized by PostgreSQL version 15, which is not compatible with this version 18.4.`,
    /^database files are incompatible .* \(The data directory was .* version 15, .* 18\.4\): start it with the version/,
  ],
  [
    'a folder of somebody else',
    'pg_ctl: could not open PID file "/data/postgres/postmaster.pid": Permission denied',
    /^could not open .*postmaster\.pid": Permission denied: make the folder writable and give it back/,
  ],
  [
    'a read-only folder, in which not even the log can be opened',
    `waiting for server to start..../bin/sh: 1: cannot create /data/postgres/server.log: Read-only file system
pg_ctl: could not start server
Examine the log output.`,
    /^\/bin\/sh: 1: cannot create .* Read-only file system: make the folder writable/,
  ],
  [
    'files that are missing',
    `${STAMP}FATAL:  required WAL directory "pg_wal" does not exist`,
    /"pg_wal" does not exist: put a backup/,
  ],
  ['anything else', `${STAMP}FATAL:  something new.`, /^something new: see server\.log in it\.$/],
  ['nothing', '', /^it says nothing: see server\.log in it\.$/],
];

describe('postgresTrouble', () => {
  it.each(CASES)('puts %s into one sentence', (_name, output, sentence) => {
    expect(postgresTrouble(output)).toMatch(sentence);
    expect(postgresTrouble(output)).not.toContain('\n');
  });
});
