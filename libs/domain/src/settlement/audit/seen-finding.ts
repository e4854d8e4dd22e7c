import { type Belonging, isInScope, type Scope } from '../../account.js';
import type { Fault } from '../../fault.js';
import type { Finding } from '../../report/finding.js';
import type { AuditFinding } from './audit-finding.js';

/** A finding of either stage under its id. */
export type KeyedFinding = (Finding & { readonly id: string }) | AuditFinding;

/** Rules that speak of several reports. */
type AmongRule = 'twin_devices' | 'overlapping_plates' | 'double_billing';
type Words = Pick<Fault, 'ja' | 'en'>;

interface Own {
  readonly reportNo: string;
  readonly machineCode: string;
}

const minutesOf = (seconds: number): number => Math.ceil(seconds / 60);

const WORDS: Readonly<Record<AmongRule, (own: Own, evidence: KeyedFinding['evidence']) => Words>> = {
  twin_devices: ({ machineCode }, { minutes, meanApartM }) => ({
    ja: `機械「${machineCode}」とほかの機械の端末が ${minutes} 分間ほぼ同じ位置で動いています(平均 ${meanApartM} m)。1 台に 2 つの端末がないか確かめてください。`,
    en: `The devices of machine "${machineCode}" and of another machine moved together for ${minutes} min (${meanApartM} m apart on average): see whether one vehicle carries both.`,
  }),
  overlapping_plates: ({ reportNo }, { overlapS }) => ({
    ja: `日報「${reportNo}」の ${minutesOf(overlapS)} 分は、同じ登録番号のほかの日報にもあります。重なる時間を「記録なし」に直すか、発注者に確かめてください。`,
    en: `${minutesOf(overlapS)} min of report "${reportNo}" are on another report of the same plate too: correct that time to "no record", or ask the client.`,
  }),
  double_billing: ({ reportNo }, { segments, seconds }) => ({
    ja: `日報「${reportNo}」とほかの日報が同じ ${segments} 区間(${Math.round(seconds / 60)} 分)を別々に請求しています。発注者が確かめます。`,
    en: `Report "${reportNo}" and another one both bill the same ${segments} segments (${Math.round(seconds / 60)} min): the client looks into it.`,
  }),
};

/**
 * A finding about a report of his as a contractor or driver may read it: of reports outside his scope he learns neither number, machine nor
 * contract. Clients and auditors read all of it, since they judge between the reports. `reports` holds those it names.
 */
export const seenFinding = <Seen extends KeyedFinding>(
  finding: Seen,
  scope: Scope,
  reports: ReadonlyMap<string, Belonging>,
): Seen => {
  if (scope.contractorCode === null && scope.machineCodes === null) return finding;
  const isSeen = (reportNo: string): boolean => {
    const report = reports.get(reportNo);
    return report !== undefined && isInScope({ ...scope, clientCode: null }, report);
  };
  const reportNos = finding.reportNos.filter(isSeen);
  if (reportNos.length === finding.reportNos.length) return finding;
  const machineCode = reports.get(reportNos[0])!.machineCode!;
  const words = WORDS[finding.code as AmongRule]({ reportNo: reportNos[0], machineCode }, finding.evidence);
  const id = [finding.code, ...reportNos].join(' ');
  return { ...finding, ...words, id, reportNos, machineCodes: [machineCode] };
};
