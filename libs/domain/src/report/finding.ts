import type { TimeSpan } from '../calendar/split-span.js';
import type { Fault } from '../fault.js';

/** Consistency rules (domain.md §1.5), one file each under findings/. */
export const FINDING_RULES = [
  'twin_devices',
  'overlapping_plates',
  'reported_over_gps',
  'long_standstill',
  'gps_gap',
  'impossible_speed',
  'mock_location',
  'standby_without_end',
  'changed_after_approval',
] as const;
export type FindingRule = (typeof FINDING_RULES)[number];

/**
 * Something about reports that a person should look at, with its evidence. It accuses nobody: GPS errs, machines work
 * side by side, and drivers forget buttons.
 */
export interface Finding extends Fault<FindingRule>, TimeSpan {
  /** Machines concerned, in order of code. */
  readonly machineCodes: readonly string[];
  /** Numbers of the reports concerned, in order. */
  readonly reportNos: readonly string[];
  /** True: the reports cannot be approved until it is settled; false: it is shown first in the queue. */
  readonly blocks: boolean;
  /** The numbers that the sentence rests on, by name with unit. */
  readonly evidence: Readonly<Record<string, number>>;
}

/**
 * How much a finding wants to be looked at: money paid twice, then doubtful positions, then doubtful time. A report stands in
 * the queue by its worst finding, then by how many it has. Ours.
 */
export const FINDING_WEIGHT: Readonly<Record<FindingRule, number>> = {
  overlapping_plates: 9,
  twin_devices: 8,
  changed_after_approval: 7,
  mock_location: 6,
  reported_over_gps: 5,
  impossible_speed: 4,
  long_standstill: 3,
  standby_without_end: 2,
  gps_gap: 1,
};

/** When a rule speaks. Starting values (domain.md §1.5, field-lessons 13); an authority may set others. */
export interface FindingSettings {
  /** Two machines within `twinM` … */
  readonly twinM: number;
  /** … for at least `twinMinutes` minutes, and for at least `twinPercent` of the minutes that both were moving. */
  readonly twinMinutes: number;
  readonly twinPercent: number;
  /** Corrected work beyond what the fixes show. */
  readonly overGpsS: number;
  /** Standing still while the report says work. */
  readonly standstillS: number;
  readonly gapS: number;
  readonly speedKmh: number;
}

export const FINDING_SETTINGS: FindingSettings = {
  twinM: 15,
  twinMinutes: 30,
  twinPercent: 80,
  overGpsS: 600,
  standstillS: 600,
  gapS: 300,
  speedKmh: 80,
};
