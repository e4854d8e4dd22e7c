import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { findDatabase, readSettings } from '#config';
import { Database, listMarks, listOpenTracks, storeTrouble } from '#store';
import { dumpLines } from './dump-passes.js';

/** `npm run passes:dump [-- --out FILE]`: the stored passes, for comparing two runs. */

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

const warnIfUnfinished = async (database: Database): Promise<void> => {
  const marks = await listMarks(database);
  const open = await listOpenTracks(database);
  if (marks.length + open.length === 0) return;
  process.stderr.write(
    `Not final yet: ${open.length} tracks are open and ${marks.length} wait to be matched; a track closes 5 minutes after its last fix.\n`,
  );
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const database = new Database(findDatabase(readSettings()), { max: 1 });
  try {
    await warnIfUnfinished(database);
    const out = values.out === undefined ? process.stdout : createWriteStream(values.out);
    await pipeline(withLineEnds(dumpLines(database)), out, { end: values.out !== undefined });
  } finally {
    await database.close();
  }
};

main().catch((error: Error & { code?: string }) => {
  // The reader of a pipe, such as `head`, may end first.
  if (error.code === 'EPIPE') return;
  process.stderr.write(`${storeTrouble(error) ?? error.message}\n`);
  process.exitCode = 1;
});
