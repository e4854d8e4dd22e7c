import { businessDateOf, type EarlierWork } from '../calendar/business-date.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { TimeSpan } from '../calendar/split-span.js';
import type { DispatchOrder } from '../events.js';
import { isOrderOpen } from '../pass/work-timeline.js';
import type { MovementRun } from './movement-runs.js';

/** A dispatch before its spans are made. */
export interface DispatchDraft {
  /** Null where the machine only stood by. */
  readonly run: MovementRun | null;
  /** Standby that was ordered before it. */
  readonly standby: TimeSpan | null;
  readonly order: DispatchOrder | null;
  readonly standbyOrder: DispatchOrder | null;
  readonly businessDate: LocalDate;
}

/** A standby order of which nobody can say when it ended: no end was given and no work followed. */
export interface OpenStandby {
  readonly order: DispatchOrder;
}

type Undated = Omit<DispatchDraft, 'businessDate'>;

/** Standby that names no end may lead to work for this long. */
const STANDBY_OPEN_MS = 12 * 3_600_000;

const startOf = ({ run, standby }: Undated): number => (run ?? standby!).startAt;

/** The order that a run was made for: the newest given before it, else the first that came while it was under way. */
const orderOf = (run: MovementRun, orders: readonly DispatchOrder[]): DispatchOrder | null => {
  const open = orders
    .filter(
      (order) => order.orderedAt < run.endAt && isOrderOpen(order, Math.max(run.startAt, order.orderedAt)),
    )
    .sort((a, b) => a.orderedAt - b.orderedAt || a.id - b.id);
  const before = open.filter(({ orderedAt }) => orderedAt <= run.startAt);
  return before[before.length - 1] ?? open[0] ?? null;
};

/** From a standby order until the work that follows it, at most until its end; null where nobody knows the end. */
const standbyOf = (
  order: DispatchOrder,
  runs: readonly MovementRun[],
): { time: TimeSpan; next: MovementRun | null } | null => {
  const before = runs.filter(({ startAt }) => startAt <= order.orderedAt);
  const startAt = Math.max(order.orderedAt, before[before.length - 1]?.endAt ?? 0);
  const next = runs.find((run) => run.startAt > order.orderedAt) ?? null;
  const lastAt = order.targetFinishAt ?? order.orderedAt + STANDBY_OPEN_MS;
  if (next !== null && next.startAt <= lastAt) return { time: { startAt, endAt: next.startAt }, next };
  if (order.targetFinishAt === null) return null;
  return { time: { startAt, endAt: order.targetFinishAt }, next: null };
};

const dated = (drafts: readonly Undated[], earlier: EarlierWork | null): DispatchDraft[] => {
  let before = earlier;
  return [...drafts]
    .sort((a, b) => startOf(a) - startOf(b))
    .map((draft) => {
      const orderedAt = (draft.order ?? draft.standbyOrder)?.orderedAt ?? null;
      const businessDate = businessDateOf(startOf(draft), orderedAt, before);
      if (draft.run !== null) before = { endAt: draft.run.endAt, businessDate };
      return { ...draft, businessDate };
    });
};

/**
 * One machine's runs and the orders that name it → dispatches with their orders, standby and business dates. `earlier` is
 * the machine's work before the first run.
 */
export const draftDispatches = (
  runs: readonly MovementRun[],
  orders: readonly DispatchOrder[],
  earlier: EarlierWork | null,
): { drafts: DispatchDraft[]; openStandby: OpenStandby[] } => {
  const drafts = new Map<MovementRun, Undated>(
    runs.map((run) => [run, { run, standby: null, order: orderOf(run, orders), standbyOrder: null }]),
  );
  const alone: Undated[] = [];
  const openStandby: OpenStandby[] = [];
  let doneAt = 0;
  const standbyOrders = orders.filter(({ kind }) => kind === 'standby_order');
  for (const order of [...standbyOrders].sort((a, b) => a.orderedAt - b.orderedAt)) {
    const found = standbyOf(order, runs);
    if (found === null) openStandby.push({ order });
    if (found === null || found.time.endAt <= Math.max(found.time.startAt, doneAt)) continue;
    const standby = { ...found.time, startAt: Math.max(found.time.startAt, doneAt) };
    doneAt = standby.endAt;
    const draft = found.next === null ? undefined : drafts.get(found.next);
    if (draft === undefined) alone.push({ run: null, standby, order: null, standbyOrder: order });
    else if (draft.standby === null) drafts.set(found.next!, { ...draft, standby, standbyOrder: order });
  }
  return { drafts: dated([...drafts.values(), ...alone], earlier), openStandby };
};
