import type { Named, ReportState } from './report.js';

/** A machine of the register, as its papers see it. */
export interface MachineRow {
  machine: Named;
  machineType: string;
  machineSpec: string;
  ownership: 'client_lent' | 'contractor_owned';
  plateNo: string;
  contractor: Named | null;
  /** Devices that are on it now. */
  devices: string[];
  /** Its newest fix; null where none ever came. */
  fixAt: string | null;
  /** Since when it is silent on shift; null while it is not. */
  silentSince: string | null;
  lastReport: { reportNo: string; businessDate: string; state: ReportState } | null;
}
