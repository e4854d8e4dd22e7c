import { createHash } from 'node:crypto';
import type { Pass } from '../pass/pass.js';

/** What of a pass money and metres depend on, in this order. */
const lineOf = (pass: Pass): string =>
  [
    pass.vehicleId,
    pass.segment,
    pass.direction,
    pass.enteredAt,
    pass.leftAt,
    pass.fromCm,
    pass.toCm,
    pass.coveredCm,
    pass.workKind,
    pass.matcherVersion,
  ].join(',');

/** SHA-256, hexadecimal, over one line a pass in the order given; equal hashes = the same evidence for a report. */
export const passesHash = (passes: readonly Pass[]): string => {
  const hash = createHash('sha256');
  for (const pass of passes) hash.update(`${lineOf(pass)}\n`);
  return hash.digest('hex');
};
