import type { Pass, RoadNetwork } from '#domain';
import { type Database, insertChange, insertPasses } from '#store';

/** Stores a vehicle's passes over whole directed segments that end at an instant, as tracks does. */
export const storePasses = async (
  database: Database,
  network: RoadNetwork,
  { directed, at, workKind }: { directed: readonly number[]; at: number; workKind: Pass['workKind'] },
): Promise<void> => {
  const passes = directed.map((number) => ({
    vehicleId: 1,
    segment: number >> 1,
    direction: number & 1,
    enteredAt: at - 10_000,
    leftAt: at,
    fromCm: 0,
    toCm: network.lengthCm[number >> 1],
    coveredCm: network.lengthCm[number >> 1],
    workKind,
    confidencePermille: 990,
    runnerUpSegment: -1,
    runnerUpPermille: 0,
    matcherVersion: 1,
  }));
  const segments = [...new Set(directed.map((number) => number >> 1))];
  await database.transaction(async (tx) => {
    await insertPasses(tx, passes);
    await insertChange(tx, 'passes', { vehicleId: 1, fromAt: at - 10_000, toAt: at, segments });
  });
};
