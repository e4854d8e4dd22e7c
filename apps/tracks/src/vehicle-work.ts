import type { DispatchOrder, WorkHistory, WorkState } from '#domain';
import type { VehicleEvents } from '#store';

/** A vehicle's work events as its follower sees them: replaced in place when an event arrives. */
export class VehicleWork implements WorkHistory {
  private events: VehicleEvents = { states: [], orders: [] };

  constructor(readonly isTarget: (segment: number) => boolean) {}

  get states(): readonly WorkState[] {
    return this.events.states;
  }

  get orders(): readonly DispatchOrder[] {
    return this.events.orders;
  }

  replace(events: VehicleEvents): void {
    this.events = events;
  }
}
