import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readSettings } from '#config';
import { failWith, STOP_WITH_PARENT, stopOnSignals } from '#server';
import { readNetworkFile } from '#store';
import { stopPostgres } from './postgres.js';
import { printAll, printReport, type ReplayReport, reportOf } from './replay-print.js';
import { replayStorm, showReplay } from './replay-run.js';
import { type Session, scoreSessions } from './replay-score.js';
import { readStorm } from './replay-storm.js';
import type { EmbeddedServer } from './start-embedded.js';

const USAGE = `npm run replay -- --roads FILE --fixes FILE [--fixes FILE …] [--speed N|max] [--keep] [--json]

  --roads FILE 道路網 / a network file of npm run roads
  --fixes FILE 記録 / truck,time_utc,lat,lon,odometer_mi as CSV or CSV.gz; each file is a storm of its own.
               作業状態の記録がないので全車に出動指示を出し、除雪速度での通過を「除雪」と推定します
               It says nothing of blades: all trucks are ordered out, and plowing speed is taken for plowing
  --speed N    storm seconds a second; max (the default) sends everything at once
  --keep       終了後も地図を見せる / go on serving the map of the last file (at PORT) until Ctrl+C
`;

interface Arguments {
  readonly roads: string;
  readonly fixes: readonly string[];
  readonly speed: number;
  readonly keep: boolean;
  readonly json: boolean;
}

const parseArguments = (args: string[]): Arguments => {
  const { values } = parseArgs({
    args,
    options: {
      roads: { type: 'string' },
      fixes: { type: 'string', multiple: true },
      speed: { type: 'string', default: 'max' },
      keep: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      [STOP_WITH_PARENT]: { type: 'boolean' },
    },
  });
  const speed = values.speed === 'max' ? Number.POSITIVE_INFINITY : Number(values.speed);
  if (values.roads === undefined || values.fixes === undefined) throw new Error(USAGE);
  if (!(speed > 0)) throw new Error(`--speed ${values.speed} cannot be used: give a number above 0, or max.`);
  return { roads: values.roads, fixes: values.fixes, speed, keep: values.keep, json: values.json };
};

const isTerminal = process.stderr.isTTY === true;

/** Progress: one line that is written over on a terminal, lines in a log. */
const report = (text: string): void => {
  process.stderr.write(isTerminal ? `\r\x1b[K${text}` : `${text}\n`);
};

const makeDataDir = (): string => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'yukimichi-replay-'));
  // The database's own user must be able to enter it.
  chmodSync(dataDir, 0o755);
  return dataDir;
};

/** Ends the databases of a replay's folder (one for each file) and removes the folder. */
const removeDataDir = async (dataDir: string): Promise<void> => {
  for (const folder of readdirSync(dataDir)) await stopPostgres(path.join(dataDir, folder));
  rmSync(dataDir, { recursive: true, force: true });
};

const printAddresses = ({ url, staffToken }: EmbeddedServer): void => {
  process.stderr.write(
    `\n  住民向け / residents  ${url}/\n` +
      `  職員向け / staff      ${url}/staff?token=${staffToken}\n  Ctrl+C で終了 / ends it\n`,
  );
};

const replayAll = async ({ roads, fixes, speed, keep, json }: Arguments, dataDir: string): Promise<void> => {
  const network = await readNetworkFile(roads);
  const reports: ReplayReport[] = [];
  const sessions: Session[] = [];
  for (const [index, file] of fixes.entries()) {
    const isKept = keep && index === fixes.length - 1;
    const storm = await readStorm(file);
    const port = isKept ? readSettings().port : 0;
    const options = { network, speed, dataDir: path.join(dataDir, String(index)), port, report };
    const run = await replayStorm(storm, options);
    reports.push(reportOf(storm, run));
    sessions.push(...run.sessions);
    report(isTerminal ? '' : `${storm.file}: 完了 / done`);
    if (!json) process.stdout.write(printReport(reports[reports.length - 1]));
    if (isKept) printAddresses(await showReplay(storm, run, options));
    else await run.server.stop();
  }
  const all = scoreSessions(sessions);
  process.stdout.write(json ? `${JSON.stringify({ files: reports, all })}\n` : printAll(all));
  if (!reports.every(({ exactlyOnce }) => exactlyOnce)) process.exitCode = 1;
};

const main = async (): Promise<void> => {
  const options = parseArguments(process.argv.slice(2));
  const dataDir = makeDataDir();
  stopOnSignals(() => removeDataDir(dataDir));
  try {
    await replayAll(options, dataDir);
  } catch (error) {
    await removeDataDir(dataDir);
    throw error;
  }
  if (!options.keep) await removeDataDir(dataDir);
};

main().catch(failWith);
