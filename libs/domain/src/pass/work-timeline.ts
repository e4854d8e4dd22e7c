import type { DispatchOrder, WorkState } from '../events.js';
import type { Fix, WorkType } from '../fix/fix.js';
import type { WorkKind } from './pass.js';

/** What is recorded of a vehicle's work besides its fixes. */
export interface WorkHistory {
  readonly states: readonly WorkState[];
  readonly orders: readonly DispatchOrder[];
  /** Is the segment on a target road (a route) of the orders? */
  isTarget(segment: number): boolean;
}

/** No record at all. */
export const NO_WORK_HISTORY: WorkHistory = { states: [], orders: [], isTarget: () => false };

/** Km/h of a plow at work: 5–30 (domain: plowing speeds); slower is a crawl or a stop, faster a deadhead. */
export const PLOWING_SPEED_MPS: readonly [number, number] = [0.3, 24 / 3.6];

/**
 * Corners and crossings are slow whatever the vehicle does, so how fast it goes is what a quarter of its reported speeds
 * surpass, from so long before a pass until its end; fewer reports than these say nothing.
 */
const FAST_SHARE = 0.75;
const SPEEDS_BEFORE_MS = 15_000;
const LEAST_SPEEDS = 3;

/** An order that names no finish is open for this long; one that does, for this long after it. */
const ORDER_OPEN_MS = 12 * 3_600_000;

interface WorkInput {
  readonly blade: boolean | null;
  readonly spreader: boolean | null;
  readonly workType: WorkType | null;
}

/** The inputs from `at` on. They are seen only at fixes: the change came in `earliestAt`..`seenAt`. */
interface InputChange extends WorkInput {
  readonly earliestAt: number;
  readonly seenAt: number;
  readonly speedsMps: readonly [number, number];
  at: number;
}

/** Two fixes between which an input changed, and the speeds they report; NaN = unknown. */
export interface ChangeRange {
  readonly earliestAt: number;
  readonly at: number;
  readonly speedsMps: readonly [number, number];
}

const NO_CHANGES: readonly number[] = [];
const NO_INPUT: WorkInput = { blade: null, spreader: null, workType: null };

/** What a pass does while the button or the device says this work type. */
export const KIND_OF_WORK: Readonly<Record<WorkType, WorkKind>> = {
  fresh_snow: 'plowed',
  surface_grading: 'plowed',
  packed_snow: 'plowed',
  widening: 'plowed',
  hauling: 'passed',
  anti_icing: 'treated',
  sidewalk: 'passed',
  patrol: 'passed',
};

const SOURCE_RANK = { device: 0, button: 1, staff: 2 } as const;

/** Does the order send its vehicles to work at an instant? */
export const isOrderOpen = (order: DispatchOrder, at: number): boolean =>
  order.kind !== 'standby_order' &&
  at >= order.orderedAt &&
  at <= (order.targetFinishAt ?? order.orderedAt) + ORDER_OPEN_MS;

/** What inputs and button together say; null where they say nothing about plowing. */
const kindOf = (fix: WorkInput, state: WorkInput): WorkKind | null => {
  const blade = fix.blade ?? state.blade;
  const spreader = fix.spreader ?? state.spreader;
  if (blade === true) return 'plowed';
  if (spreader === true) return 'treated';
  if (blade === false) return 'passed';
  const workType = fix.workType ?? state.workType;
  return workType === null ? null : KIND_OF_WORK[workType];
};

/** Who says what a vehicle does: the inputs of its fixes, or a work state of the device, the button or the staff. */
export type WorkSource = 'input' | WorkState['source'];

/** Who says that it is `kind`. A work type that comes with a fix is the driver's choice on the phone. */
const sourceOf = (kind: WorkKind, fix: WorkInput, state: WorkState | undefined): WorkSource => {
  if (state !== undefined && kindOf(fix, NO_INPUT) !== kind) return state.source;
  return fix.blade === null && fix.spreader !== true ? 'button' : 'input';
};

/**
 * What one vehicle does at any instant. Sources, strongest first: blade and spreader inputs of its fixes; work states
 * (the driver's button); an open order and plowing speed on a target road (inferred).
 */
export class WorkTimeline {
  readonly #inputs: InputChange[] = [];
  #states: readonly WorkState[] = [];
  #orders: readonly DispatchOrder[] = [];
  #vehicleId: number | null = null;
  /** The arrays of the work history that `#states` and `#orders` were taken from. */
  #seenStates: readonly WorkState[] | null = null;
  #seenOrders: readonly DispatchOrder[] | null = null;
  #lastFixAt = Number.NEGATIVE_INFINITY;
  #lastSpeedMps = Number.NaN;
  /** Reported speeds of a moving vehicle whose inputs say nothing. */
  #speeds: { readonly at: number; readonly speedMps: number }[] = [];

  constructor(private readonly work: WorkHistory) {}

  /** Takes the inputs of the next fix. */
  push(fix: Fix): void {
    this.#vehicleId = fix.vehicleId;
    const { blade, spreader, workType } = fix;
    const last: WorkInput = this.#inputs[this.#inputs.length - 1] ?? NO_INPUT;
    if (last.blade !== blade || last.spreader !== spreader || last.workType !== workType) {
      this.#inputs.push({
        earliestAt: this.#lastFixAt,
        seenAt: fix.fixAt,
        at: fix.fixAt,
        speedsMps: [this.#lastSpeedMps, fix.speedMps ?? Number.NaN],
        blade,
        spreader,
        workType,
      });
    }
    if (fix.speedMps !== null && fix.speedMps >= PLOWING_SPEED_MPS[0] && kindOf(fix, NO_INPUT) === null)
      this.#speeds.push({ at: fix.fixAt, speedMps: fix.speedMps });
    this.#lastFixAt = fix.fixAt;
    this.#lastSpeedMps = fix.speedMps ?? Number.NaN;
  }

  /** Takes the vehicle's own events; again when the history's arrays have been replaced. */
  #takeEvents(): void {
    const { states, orders } = this.work;
    if (states !== this.#seenStates) {
      this.#states = states
        .filter((state) => state.vehicleId === this.#vehicleId)
        .sort((a, b) => a.at - b.at || SOURCE_RANK[b.source] - SOURCE_RANK[a.source]);
      this.#seenStates = states;
    }
    if (orders !== this.#seenOrders) {
      this.#orders = orders.filter((order) => order.vehicleIds.includes(this.#vehicleId!));
      this.#seenOrders = orders;
    }
  }

  /** What inputs and button say at an instant; null where they say nothing. */
  knownKindAt(at: number): WorkKind | null {
    this.#takeEvents();
    return kindOf(findLast(this.#inputs, at) ?? NO_INPUT, findLast(this.#states, at) ?? NO_INPUT);
  }

  /** The same with who says it. */
  knownAt(at: number): { kind: WorkKind; source: WorkSource } | null {
    const kind = this.knownKindAt(at);
    if (kind === null) return null;
    const source = sourceOf(kind, findLast(this.#inputs, at) ?? NO_INPUT, findLast(this.#states, at));
    return { kind, source };
  }

  /**
   * What an open order and the speed say of a pass where nothing else is known; null where they say nothing. `speedMps` is
   * its mean, for devices that report none.
   */
  inferredKind(pass: {
    enteredAt: number;
    leftAt: number;
    segment: number;
    speedMps: number;
  }): WorkKind | null {
    this.#takeEvents();
    if (!this.work.isTarget(pass.segment)) return null;
    if (!this.#orders.some((order) => isOrderOpen(order, pass.leftAt))) return null;
    const speedMps = this.#reportedSpeed(pass.enteredAt - SPEEDS_BEFORE_MS, pass.leftAt) ?? pass.speedMps;
    return speedMps >= PLOWING_SPEED_MPS[0] && speedMps <= PLOWING_SPEED_MPS[1] ? 'plowed' : 'passed';
  }

  #reportedSpeed(fromAt: number, toAt: number): number | null {
    const speeds = this.#speeds.slice(countUntil(this.#speeds, fromAt), countUntil(this.#speeds, toAt));
    if (speeds.length < LEAST_SPEEDS) return null;
    const sorted = speeds.map(({ speedMps }) => speedMps).sort((a, b) => a - b);
    return sorted[Math.floor(FAST_SHARE * (sorted.length - 1))];
  }

  /** No pass that was entered before this instant will be asked for. */
  forgetBefore(at: number): void {
    this.#speeds.splice(0, countUntil(this.#speeds, at - SPEEDS_BEFORE_MS));
  }

  /** Instants in `(fromAt, toAt]` at which a recorded work state begins or ends; these are exact. */
  stateChangesIn(fromAt: number, toAt: number): readonly number[] {
    this.#takeEvents();
    const from = countUntil(this.#states, fromAt);
    const to = countUntil(this.#states, toAt);
    return from === to ? NO_CHANGES : this.#states.slice(from, to).map((state) => state.at);
  }

  /**
   * Places the changes of inputs seen in `(fromAt, toAt]` where `placeOf` says they came, and returns these instants.
   * `placeOf` is given the two fixes between which the change came.
   */
  placeInputs(fromAt: number, toAt: number, placeOf: (range: ChangeRange) => number): readonly number[] {
    if (this.#inputs.length === 0 || this.#inputs[this.#inputs.length - 1].seenAt <= fromAt)
      return NO_CHANGES;
    const seen = this.#inputs.filter((input) => input.seenAt > fromAt && input.seenAt <= toAt);
    for (const input of seen) {
      const { seenAt, speedsMps } = input;
      input.at = placeOf({ earliestAt: Math.max(input.earliestAt, fromAt), at: seenAt, speedsMps });
    }
    return seen.map((input) => input.at);
  }
}

/** How many entries of a list of rising `at` lie at or before an instant. */
const countUntil = (list: readonly { readonly at: number }[], at: number): number => {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The last entry of a list of rising `at` that lies at or before an instant. */
export const findLast = <T extends { readonly at: number }>(list: readonly T[], at: number): T | undefined =>
  list[countUntil(list, at) - 1];
