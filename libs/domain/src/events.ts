import type { WorkType } from './fix/fix.js';

/** The four kinds of event that clearance and reports need. Instants are epoch milliseconds UTC. */

/** What a button says that is no work: 待機・休憩・故障・給油. It speaks of the stop that it is pressed at. */
export const PRESSED_ACTIVITIES = ['standby', 'break', 'downtime'] as const;
export type PressedActivity = (typeof PRESSED_ACTIVITIES)[number];

/** What a vehicle's blade, spreader and driver's button said at an instant; it holds until the vehicle's next one. */
export interface WorkState {
  readonly vehicleId: number;
  readonly at: number;
  readonly blade: boolean | null;
  readonly spreader: boolean | null;
  readonly workType: WorkType | null;
  /** Set where the vehicle does not work, beside nothing else. */
  readonly activity?: PressedActivity | null;
  readonly source: 'device' | 'button' | 'staff';
}

/** New snow that fell on an area between two instants. `area` is a work zone's id, or `all`. */
export interface Snowfall {
  readonly area: string;
  readonly fromAt: number;
  readonly toAt: number;
  readonly newSnowCm: number;
}

/** A storm over an area; `endedAt` is null while it lasts. `area` as in Snowfall. */
export interface Storm {
  readonly area: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

export const ORDER_KINDS = ['city_order', 'self_dispatch', 'support_order', 'standby_order'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

export interface DispatchOrder {
  readonly id: number;
  readonly kind: OrderKind;
  /** Route codes. */
  readonly routes: readonly string[];
  readonly vehicleIds: readonly number[];
  readonly orderedAt: number;
  readonly targetFinishAt: number | null;
  /** 指示者・手段, where they are recorded. */
  readonly orderedBy?: string | null;
  readonly orderChannel?: string | null;
}
