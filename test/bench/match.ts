import { existsSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SegmentIndex } from '#domain';
import { makeCity, simulateStorm } from '#fixtures';
import { DATA_FOLDER } from '../support/data.js';
import {
  type OdometerScore,
  SYRACUSE_DAYS,
  scoreOdometer,
  syracuseRoads,
  syracuseStorm,
} from './match-odometer.js';
import * as print from './match-print.js';
import { measureSpeed, type SpeedScore } from './match-speed.js';
import { type IntervalScore, scoreTracks } from './match-tracks-run.js';
import { type StormScore, scoreStorm } from './score-storm.js';

/**
 * `npm run bench:match -- [--only tracks,odometer,storm,speed] [--tracks DIR] [--intervals 1,5,…] [--seed N[-M]]
 * [--hours N] [--peer valhalla] [--dump FILE] [--json]`: the matcher against recorded drives with hand-corrected truth,
 * against real plows' odometers and against the simulated storm's truth; its speed and its memory.
 */
const SEGMENTS = [40_000, 300_000];
const START_AT = Date.parse('2026-01-24T21:00:00+09:00');

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'tracks,odometer,storm,speed' },
    tracks: { type: 'string', default: path.join(DATA_FOLDER, 'map-matching') },
    intervals: { type: 'string', default: '1,5,10,15,30,60' },
    seed: { type: 'string', default: '1001' },
    hours: { type: 'string', default: '6' },
    peer: { type: 'string' },
    dump: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const say = (line: string): void => {
  if (!values.json) process.stdout.write(`${line}\n`);
};
const skipped: string[] = [];
const skip = (part: string, missing: string): undefined => {
  const line = `*** SKIPPED: ${part}: no ${missing}; set YUKIMICHI_DATA to the folder that has it ***`;
  skipped.push(line);
  process.stderr.write(`${line}\n`);
  return undefined;
};

const runTracks = async (): Promise<IntervalScore[] | undefined> => {
  if (!existsSync(values.tracks)) return skip('tracks', values.tracks);
  const dump = values.dump === undefined ? undefined : openSync(values.dump, 'w');
  const scores = await scoreTracks(values.tracks, {
    intervalsS: values.intervals.split(',').map(Number),
    withValhalla: values.peer === 'valhalla',
    matched: (line) => {
      if (dump !== undefined) writeSync(dump, `${JSON.stringify(line)}\n`);
    },
  });
  scores.map(print.interval).forEach(say);
  return scores;
};

const runOdometer = async (): Promise<OdometerScore[] | undefined> => {
  const network = await syracuseRoads(DATA_FOLDER);
  if (network === null) return skip('odometer', 'plow-gps');
  const scores = await scoreOdometer(network, DATA_FOLDER);
  scores.map(print.odometer).forEach(say);
  return scores;
};

const runStorm = (): StormScore[] => {
  const [first, last = first] = values.seed.split('-').map(Number);
  const city = makeCity();
  const index = new SegmentIndex(city.network);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const storm = simulateStorm(city, { seed: first + i, hours: Number(values.hours), startAt: START_AT });
    const score = scoreStorm(city, storm, index);
    say(print.storm(score));
    return score;
  });
};

const runSpeed = async (): Promise<SpeedScore[] | undefined> => {
  const network = await syracuseRoads(DATA_FOLDER);
  if (network === null) return skip('speed', 'plow-gps');
  const storm = await syracuseStorm(DATA_FOLDER, SYRACUSE_DAYS[0]);
  return SEGMENTS.map((segments) => {
    const score = measureSpeed(network, storm, segments);
    say(print.speed(score));
    return score;
  });
};

const PARTS = { tracks: runTracks, odometer: runOdometer, storm: runStorm, speed: runSpeed };
const wanted = values.only.split(',');
const unknown = wanted.filter((part) => !(part in PARTS));
if (unknown.length > 0 || (values.peer !== undefined && values.peer !== 'valhalla')) {
  throw new Error(`--only takes ${Object.keys(PARTS).join()}; --peer takes valhalla.`);
}
const figures: Record<string, unknown> = {};
for (const [part, run] of Object.entries(PARTS)) if (wanted.includes(part)) figures[part] = await run();
if (values.json) process.stdout.write(`${JSON.stringify({ ...figures, skipped }, null, 2)}\n`);
