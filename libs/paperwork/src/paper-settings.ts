import {
  AUDIT_SETTINGS,
  type AuditSettings,
  type AuthoritySettings,
  FINDING_SETTINGS,
  REPORT_SETTINGS,
  type ReportSettings,
} from '#domain';
import { listPaperSettings, type Queryable } from '#store';

/** How reports are made, and when rules and audits speak. */
export interface PaperSettings {
  readonly report: ReportSettings;
  readonly audit: AuditSettings;
}

/** What holds for the machines of an authority, or for the reports to it; null for nobody's. */
export type SettingsOf = (authorityCode: string | null) => PaperSettings;

const DEFAULTS: PaperSettings = {
  report: REPORT_SETTINGS,
  audit: { ...FINDING_SETTINGS, ...AUDIT_SETTINGS },
};

const merged = (base: PaperSettings, own: AuthoritySettings | undefined): PaperSettings =>
  own === undefined
    ? base
    : {
        report: { ...base.report, ...own.report },
        audit: { ...base.audit, ...own.finding, ...own.audit },
      };

/** An authority's own settings over those for all over the defaults; those without any of their own share one object. */
export const settingsOf = (given: readonly AuthoritySettings[]): SettingsOf => {
  const byCode = new Map(given.map((each) => [each.authorityCode, each]));
  const forAll = merged(DEFAULTS, byCode.get(null));
  const own = new Map(
    given
      .filter(({ authorityCode }) => authorityCode !== null)
      .map((each) => [each.authorityCode, merged(forAll, each)]),
  );
  return (authorityCode) => own.get(authorityCode) ?? forAll;
};

export const readSettings = async (queryable: Queryable): Promise<SettingsOf> =>
  settingsOf(await listPaperSettings(queryable));

/** Something about reports that is known by an id. */
interface About {
  readonly id: string;
  readonly reportNos: readonly string[];
}

/**
 * Runs rules over reports of several clients once with each settings that these have; what they find is kept where one of its
 * reports goes to a client with those settings.
 */
export const underEachSettings = <Found extends About>(
  reports: readonly { readonly reportNo: string; readonly clientCode: string | null }[],
  settings: SettingsOf,
  run: (settings: PaperSettings) => readonly Found[],
): Found[] => {
  const found = new Map<string, Found>();
  for (const each of new Set(reports.map(({ clientCode }) => settings(clientCode)))) {
    const own = new Set(
      reports.filter(({ clientCode }) => settings(clientCode) === each).map(({ reportNo }) => reportNo),
    );
    for (const finding of run(each))
      if (finding.reportNos.some((reportNo) => own.has(reportNo))) found.set(finding.id, finding);
  }
  return [...found.values()];
};
