import {
  AUDIT_SETTINGS,
  type AuditSettings,
  FINDING_SETTINGS,
  REPORT_SETTINGS,
  type ReportSettings,
  type RoadNetwork,
} from '#domain';
import type { Database } from '#store';

/** How the paperwork is made where an authority does not set it otherwise. */
export interface PaperSettings {
  readonly report: ReportSettings;
  readonly audit: AuditSettings;
  /** Consumption tax of services, per cent. */
  readonly taxPercent: number;
}

/** 10 % since 2019-10-01 (消費税法第29条 and 地方税法第72条の83). */
export const PAPER_SETTINGS: PaperSettings = {
  report: REPORT_SETTINGS,
  audit: { ...FINDING_SETTINGS, ...AUDIT_SETTINGS },
  taxPercent: 10,
};

/** What the paperwork works with. */
export interface PaperParts {
  readonly database: Database;
  readonly network: RoadNetwork;
  readonly settings: PaperSettings;
}
