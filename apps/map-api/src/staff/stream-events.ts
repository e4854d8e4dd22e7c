import type { DispatchOrder, Snowfall, Storm, WorkState } from '#domain';
import { type Change, type ClockFault, printChangeId, type VehicleNow } from '#store';
import { printInstant, type StreamEvents, type StreamTime } from '#wire';
import type { PassesBody, PositionsBody } from '../live/change-bodies.js';
import type { RegisterView } from '../live/register-view.js';
import { wireVehicle } from './wire-vehicle.js';

/** One event as the stream carries it: text/event-stream, WHATWG HTML. */
export const printEvent = (id: string, name: string, data: unknown): string =>
  `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** A change row as the event of the same name; empty for kinds that clients are not told as they are. */
export const printChange = (change: Change, time: StreamTime, register: RegisterView): string => {
  const data = eventOf(change, register);
  return data === null ? '' : printEvent(printChangeId(change), change.kind, { ...time, ...data });
};

type ChangeName = Exclude<keyof StreamEvents, 'time'>;
type EventData = {
  [Name in ChangeName]: Omit<StreamEvents[Name], keyof StreamTime>;
}[ChangeName];

function eventOf({ kind, body }: Change, register: RegisterView): EventData | null {
  if (kind === 'positions') {
    return { vehicles: (body as PositionsBody).vehicles.map((vehicle) => wireVehicle(vehicle, register)) };
  }
  if (kind === 'passes') return passesEvent(body as PassesBody);
  if (kind === 'unit_silent' || kind === 'unit_back')
    return { vehicle: wireVehicle(body as VehicleNow, register) };
  if (kind === 'device_fault') return body as ClockFault;
  return recordedEvent(kind, body);
}

/** Of the four kinds of events that staff record. */
function recordedEvent(kind: Change['kind'], body: unknown): EventData | null {
  if (kind === 'work_state') {
    const { vehicleId, at } = body as WorkState;
    return { vehicleId, at: printInstant(at) };
  }
  if (kind === 'snowfall') {
    const { area, newSnowCm } = body as Snowfall;
    return { area, newSnowCm };
  }
  if (kind === 'storm') return stormEvent(body as Storm);
  if (kind === 'dispatch_order') {
    const { id, kind: orderKind, routes, vehicleIds } = body as DispatchOrder;
    return { orderId: id, kind: orderKind, routes: [...routes], vehicleIds: [...vehicleIds] };
  }
  return null;
}

const passesEvent = ({ vehicleId, fromAt, toAt, segments }: PassesBody): EventData => ({
  vehicleId,
  fromAt: printInstant(fromAt),
  toAt: printInstant(toAt),
  segments: [...segments],
});

const stormEvent = ({ area, startedAt, endedAt }: Storm): EventData => ({
  area,
  startedAt: printInstant(startedAt),
  endedAt: endedAt === null ? null : printInstant(endedAt),
});
