import { parseArgs } from 'node:util';
import { SegmentIndex } from '#domain';
import { makeCity, simulateStorm } from '#fixtures';
import { type StormScore, scoreStorm } from './score-storm.js';

/**
 * `npm run bench:storm -- [--seed N] [--hours N] [--json]`: the matcher's plowed visits against the simulator's truth,
 * from the fixes as the store would give them. Without `--seed` the seeds 1001–1020, none of which was tuned on.
 */
const FIRST_SEED = 1001;
const LAST_SEED = 1020;
const START_AT = Date.parse('2026-01-24T21:00:00+09:00');
const PRECISION_BAR = 0.97;
const RECALL_BAR = 0.95;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    hours: { type: 'string', default: '6' },
    json: { type: 'boolean', default: false },
  },
});

const seeds =
  values.seed === undefined
    ? Array.from({ length: LAST_SEED - FIRST_SEED + 1 }, (_, i) => FIRST_SEED + i)
    : [Number(values.seed)];

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

const lineOf = (score: StormScore): string =>
  [
    `seed ${score.seed}:`,
    `precision ${percent(score.precision)} (by length ${percent(score.precisionByLength)}),`,
    `recall ${percent(score.recall)} (by length ${percent(score.recallByLength)});`,
    `${score.truthVisits} true visits, ${score.foundVisits} found, ${score.matchedVisits} in both;`,
    `${score.unheardVisits} unheard left out; ${score.fixes} fixes, ${score.fixesPerSecond} fixes/s`,
  ].join(' ');

const city = makeCity();
const index = new SegmentIndex(city.network);
const say = (line: string): void => {
  if (!values.json) process.stdout.write(`${line}\n`);
};

say(`${city.network.segmentCount} segments, network ${city.network.hash}; ${values.hours} h a storm.`);
say('Scored: plowed visits (80 % of a directed segment of at least 15 m by one vehicle), paired by vehicle,');
say('directed segment and time (± 2 min). What the silent unit did after it stopped sending is left out.');

const scores: StormScore[] = [];
for (const seed of seeds) {
  const storm = simulateStorm(city, { seed, hours: Number(values.hours), startAt: START_AT });
  scores.push(scoreStorm(city, storm, index));
  say(lineOf(scores[scores.length - 1]));
}

const worst = {
  precision: Math.min(...scores.map((score) => score.precision)),
  recall: Math.min(...scores.map((score) => score.recall)),
};
const passed = worst.precision >= PRECISION_BAR && worst.recall >= RECALL_BAR;
say(
  `worst: precision ${percent(worst.precision)} (bar ${percent(PRECISION_BAR)}), ` +
    `recall ${percent(worst.recall)} (bar ${percent(RECALL_BAR)}): ${passed ? 'met' : 'NOT MET'}`,
);
if (values.json) process.stdout.write(`${JSON.stringify({ scores, worst, passed }, null, 2)}\n`);
process.exitCode = passed ? 0 : 1;
