import { aboutOneOf } from '../../report/find-inconsistencies.js';
import type { AuditedReport, AuditFinding, AuditSettings } from './audit-finding.js';
import { doubleBilling } from './double-billing.js';
import { hoursWithoutProgress } from './hours-without-progress.js';
import { machineWithoutGps } from './machine-without-gps.js';
import { overlappingPlatesAudit } from './overlapping-plates-audit.js';
import { revisionAfterApproval } from './revision-after-approval.js';
import { twinDevicesAudit } from './twin-devices-audit.js';

/**
 * Every audit over the approved reports of one business date, of all contractors and clients: two trucks in one, and two
 * bills for one road or one second, are seen only together. `before`: those of the date before, since both may be billed
 * twice by nights that have two dates.
 */
export const auditReports = (
  reports: readonly AuditedReport[],
  settings: AuditSettings,
  before: readonly AuditedReport[] = [],
): AuditFinding[] => [
  ...twinDevicesAudit(reports, settings),
  ...aboutOneOf(reports, [
    ...overlappingPlatesAudit([...before, ...reports]),
    ...doubleBilling([...before, ...reports], settings),
  ]),
  ...reports.flatMap((report) => [
    ...hoursWithoutProgress(report, settings),
    ...machineWithoutGps(report),
    ...revisionAfterApproval(report),
  ]),
];
