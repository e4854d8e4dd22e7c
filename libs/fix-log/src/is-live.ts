import type { FixRecord } from './fix-log.js';

/** A fix that was received this soon after it was taken is live; later, it was buffered on its device. */
const LIVE_WITHIN_MS = 60_000;

/** Does the append hold live fixes only? */
export const isLive = (records: readonly FixRecord[]): boolean =>
  records.every(
    (record) => record.kind === 'fix' && record.fix.receivedAt - record.fix.fixAt <= LIVE_WITHIN_MS,
  );
