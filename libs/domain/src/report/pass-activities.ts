import { wholeSecond } from '../calendar/split-span.js';
import type { WorkState } from '../events.js';
import type { WorkType } from '../fix/fix.js';
import type { Pass, WorkKind } from '../pass/pass.js';
import { findLast, KIND_OF_WORK } from '../pass/work-timeline.js';
import type { ReportRoads } from './report-roads.js';
import type { ReportSettings } from './report-settings.js';
import type { ReportSpan } from './report-span.js';
import type { WorkTypeChange } from './track-evidence.js';

/** Everything that names the work type of a machine's passes: the fixes themselves and the recorded work states. */
export interface WorkWords {
  readonly ofFixes: readonly WorkTypeChange[];
  readonly states: readonly WorkState[];
}

const byAt = (a: { readonly at: number }, b: { readonly at: number }): number => a.at - b.at;

/** Says at any instant which work type the device or, where it says none, the button named. */
const workTypeWords = ({ ofFixes, states }: WorkWords): ((at: number) => WorkType | null) => {
  const recorded = [...states].sort(byAt);
  return (at) => findLast(ofFixes, at)?.workType ?? findLast(recorded, at)?.workType ?? null;
};

/**
 * The work type of a pass; null = it is no work. Plowing and salting are work by themselves, and take the named type where
 * it fits them. A mere pass is work only under a type that neither plows nor salts (hauling, sidewalk, patrol). What
 * nobody knows is no work until the driver says so.
 */
const workTypeOf = (kind: WorkKind, named: WorkType | null, plain: WorkType): WorkType | null => {
  const fits = named !== null && KIND_OF_WORK[named] === kind;
  if (kind === 'plowed') return fits ? named : plain;
  if (kind === 'treated') return 'anti_icing';
  return fits ? named : null;
};

/**
 * One machine's passes, in order of entering → spans on whole seconds that do not overlap: work or deadhead, on the road
 * place of the pass. Between them is what no pass explains.
 */
export const activitiesOf = (
  passes: readonly Pass[],
  words: WorkWords,
  roads: ReportRoads,
  settings: ReportSettings,
): ReportSpan[] => {
  const named = workTypeWords(words);
  let before = Number.NEGATIVE_INFINITY;
  return passes.map((pass, i) => {
    const startAt = Math.max(before, wholeSecond(pass.enteredAt));
    const endAt = Math.max(startAt, wholeSecond(pass.leftAt));
    before = endAt;
    const workType = workTypeOf(pass.workKind, named(pass.enteredAt), settings.plainWorkType);
    return {
      startAt,
      endAt,
      activity: workType === null ? 'deadhead' : 'work',
      workType,
      ...roads.placeOf(pass.segment),
      passFrom: i,
      passTo: i + 1,
      coveredCm: workType === null ? 0 : pass.coveredCm,
    };
  });
};
