import type { FindingSettings } from './report/finding.js';
import type { ReportSettings } from './report/report-settings.js';
import type { AuditSettings } from './settlement/audit/audit-finding.js';

/**
 * What an authority sets otherwise than `REPORT_SETTINGS`, `FINDING_SETTINGS` and `AUDIT_SETTINGS` have it: all of these are
 * proposals (domain.md §1.5, §8).
 */
export interface AuthoritySettings {
  /** Null: for every authority that sets nothing itself, and for what no contract pays. */
  readonly authorityCode: string | null;
  readonly report?: Partial<ReportSettings>;
  readonly finding?: Partial<FindingSettings>;
  readonly audit?: Partial<Omit<AuditSettings, keyof FindingSettings>>;
}
