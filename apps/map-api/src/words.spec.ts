import { CLEARANCE_REASONS, CLEARANCES, type ClearanceReason, WORK_KINDS, type WorkKind } from '#domain';
import { CLEARANCE_WORDS, type ClearanceReasonWord, type WorkKind as WireWorkKind } from '#wire';

type Equal<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

describe('the words', () => {
  it('are the same in the domain and on the wire', () => {
    expect(CLEARANCE_WORDS).toEqual(CLEARANCES);
    const reasons: Equal<ClearanceReason, ClearanceReasonWord> = true;
    const kinds: Equal<WorkKind, WireWorkKind> = true;
    expect([reasons, kinds, CLEARANCE_REASONS.length, WORK_KINDS.length]).toEqual([true, true, 13, 4]);
  });
});
