import { canonicalJson, sha256 } from '../evidence/canonical-json.js';
import type { DailyReport } from './daily-report.js';

/** What of a report money is made from: every span of its dispatches, and the passes that they rest on. */
export const workHash = ({
  passesHash,
  dispatches,
}: Pick<DailyReport, 'passesHash' | 'dispatches'>): string =>
  sha256(canonicalJson([passesHash, dispatches.map(({ dispatchNo, spans }) => [dispatchNo, spans])]));
