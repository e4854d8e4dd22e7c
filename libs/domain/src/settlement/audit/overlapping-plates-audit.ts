import { overlappingPlates } from '../../report/findings/overlapping-plates.js';
import { type AuditedReport, type AuditFinding, amongReports } from './audit-finding.js';

/** The reports' finding of one vehicle in two places, as a block on payment: two clients would pay for one second. */
export const overlappingPlatesAudit = (reports: readonly AuditedReport[]): AuditFinding[] =>
  overlappingPlates(reports).map((finding) => amongReports('overlapping_plates', finding, reports));
