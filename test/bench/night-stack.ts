import { readSettings } from '#config';
import { Distributed, STAFF_TOKEN } from '../support/distributed.js';
import { fleetRegister } from './fleet.js';

/** Start of the simulated night that the benchmarks send. */
export const START_AT = Date.parse('2026-01-24T21:00:00+09:00');

export const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The distributed way with `copies` times the city's machines; its clock runs `rate` times and stands at `fromAt`. */
export const startStack = async (
  rate: number,
  fromAt: number,
  copies: number,
): Promise<{ stack: Distributed; nowMs: () => number }> => {
  const clockText = `storm@${new Date(fromAt).toISOString()}@${rate}@${new Date().toISOString()}`;
  const { clock } = readSettings({ CLOCK: clockText });
  const stack = await Distributed.start({
    clock: clockText,
    unwired: true,
    registerOf: (city) => fleetRegister(city, copies),
  });
  return { stack, nowMs: () => clock.now() };
};

/** Tells the staff plane of a storm that is on and of 20 cm of snow. */
export const postStorm = async (stack: Distributed): Promise<void> => {
  const post = async (path: string, body: object): Promise<void> => {
    const response = await fetch(`${stack.staff.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${STAFF_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  const startedAt = new Date(START_AT - 6 * 3_600_000).toISOString();
  await post('/api/storms', { area: 'all', startedAt, endedAt: null });
  const to = new Date(START_AT).toISOString();
  await post('/api/snowfalls', { area: 'all', from: startedAt, to, newSnowCm: 20 });
};
