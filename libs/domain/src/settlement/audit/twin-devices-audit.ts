import { machineMinutes } from '../../report/find-inconsistencies.js';
import type { FindingSettings } from '../../report/finding.js';
import { twinDevices } from '../../report/findings/twin-devices.js';
import { type AuditedReport, type AuditFinding, amongReports } from './audit-finding.js';

/** The report's finding of two devices in one vehicle, as a block on payment (field lesson 13). */
export const twinDevicesAudit = (
  reports: readonly AuditedReport[],
  settings: FindingSettings,
): AuditFinding[] =>
  twinDevices(machineMinutes(reports), settings).map((finding) =>
    amongReports('twin_devices', finding, reports),
  );
