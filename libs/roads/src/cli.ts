import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { encodeNetwork, type RoadNetwork } from '#domain';
import { type ImportStage, importRoads } from './import-roads.js';
import { reportText } from './report-text.js';
import { RoadImportError } from './road-import-error.js';

const USAGE = `Usage: npm run roads -- import IN --out FILE [--map FILE] [--classes CSV] [--state-refs 8,157,159] [--json]

  IN            OpenStreetMap PBF or XML, or GeoJSON; XML and GeoJSON may be packed by gzip
  --out         the network file to write, or a folder: the file is then named by its hash
  --map         mapping of GeoJSON properties (libs/roads/README.md); without it they are OpenStreetMap tags
  --classes     CSV road,class[,road_class] of plan classes
  --state-refs  national roads kept by the state itself (指定区間); without it all national roads
  --json        the report as JSON`;

interface Command {
  readonly path: string;
  readonly out: string;
  readonly map?: string;
  readonly classes?: string;
  readonly stateRefs?: readonly string[];
  readonly json: boolean;
}

function parseCommand(words: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      map: { type: 'string' },
      classes: { type: 'string' },
      'state-refs': { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [verb, path, ...more] = positionals;
  if (verb !== 'import' || !path || !values.out || more.length > 0) throw new RoadImportError(USAGE);
  const stateRefs = values['state-refs']?.split(',').map((ref) => ref.trim());
  return { path, out: values.out, map: values.map, classes: values.classes, stateRefs, json: values.json };
}

async function run(words: readonly string[]): Promise<void> {
  const command = parseCommand(words);
  const { network, report } = await importRoads({
    path: command.path,
    mappingPath: command.map,
    classesPath: command.classes,
    stateRefs: command.stateRefs,
    onProgress: progressLine(),
  });
  const file = await write(network, command.out);
  console.log(command.json ? JSON.stringify({ file, ...report }) : `${reportText(report)}\nWritten: ${file}`);
}

const STAGES: Readonly<Record<ImportStage, string>> = {
  reading: 'Reading',
  building: 'Building the network',
};

/** Progress on the error stream: one line rewritten on a terminal, else one line a quarter. */
function progressLine(): (stage: ImportStage, done: number, total: number) => void {
  const { stderr } = process;
  let last = '';
  return (stage, done, total) => {
    const step = stderr.isTTY ? 1 : 25;
    const percent = Math.floor((100 * done) / Math.max(total, 1) / step) * step;
    const line = `${STAGES[stage]}: ${percent} %`;
    if (line === last) return;
    last = line;
    stderr.write(
      stderr.isTTY ? `\r${line}\u001b[K${stage === 'building' && percent === 100 ? '\n' : ''}` : `${line}\n`,
    );
  };
}

/** Writes by rename; into a folder under the network's hash. */
async function write(network: RoadNetwork, out: string): Promise<string> {
  const isFolder = out.endsWith('/') || (await stat(out).catch(() => undefined))?.isDirectory();
  const file = isFolder ? join(out, `${network.hash}.network`) : out;
  const unfinished = `${file}.${process.pid}.part`;
  try {
    if (isFolder) await mkdir(dirname(file)).catch(ignoreExisting);
    await writeFile(unfinished, encodeNetwork(network));
    await rename(unfinished, file);
    return file;
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw new RoadImportError(`${file} cannot be written (${(error as Error).message}).`);
  }
}

/** Not `recursive`, which never ends where folders cannot be made, as under /proc. */
function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

run(process.argv.slice(2)).catch((error: NodeJS.ErrnoException) => {
  const isOurs = error instanceof RoadImportError || error.code?.startsWith('ERR_PARSE_ARGS');
  console.error(isOurs ? `\n${error.message}` : error);
  process.exitCode = 1;
});
