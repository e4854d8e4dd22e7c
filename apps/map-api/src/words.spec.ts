import {
  type AuditRule,
  CLEARANCE_REASONS,
  CLEARANCES,
  type ClearanceReason,
  type FindingRule,
  WORK_KINDS,
  type WorkKind,
} from '#domain';
import {
  CLEARANCE_WORDS,
  type ClearanceReasonWord,
  type FindingRule as WireFindingRule,
  type WorkKind as WireWorkKind,
} from '#wire';

type Equal<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

describe('the words', () => {
  it('are the same in the domain and on the wire', () => {
    expect(CLEARANCE_WORDS).toEqual(CLEARANCES);
    const reasons: Equal<ClearanceReason, ClearanceReasonWord> = true;
    const kinds: Equal<WorkKind, WireWorkKind> = true;
    const rules: Equal<FindingRule | AuditRule, WireFindingRule> = true;
    expect([reasons, kinds, rules, CLEARANCE_REASONS.length, WORK_KINDS.length]).toEqual([
      ...[true, true, true],
      ...[13, 4],
    ]);
  });
});
