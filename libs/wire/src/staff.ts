import type { ClearanceWord } from './clearance-words.js';

/** JSON of the staff plane. Instants are ISO 8601 with +09:00; coordinates degrees; `directed` is 2s or 2s + 1. */

export type WorkKind = 'plowed' | 'treated' | 'passed' | 'unknown';

export interface VehicleNow {
  vehicleId: number;
  code: string;
  name: string;
  contractor: string;
  machineType: string;
  /** Null, with receipt and place, for a unit that was called to work but never sent a fix. */
  fixAt: string | null;
  /** When a fix was last received; a late one counts. */
  receivedAt: string | null;
  lat: number | null;
  lng: number | null;
  speedMps: number | null;
  headingDeg: number | null;
  /** Provisional directed segment, null off the network. */
  directed: number | null;
  workKind: WorkKind;
  /** Since when a unit on shift has not been heard of: its last receipt, or its call if it never reported since. */
  silentSince: string | null;
}

/** Heads every event of the stream: the web ages from these, never from the browser's clock alone. */
export interface StreamTime {
  asOfAt: string;
  /** Storm seconds per second. */
  clockRate: number;
}

export interface StreamSnapshot extends StreamTime {
  vehicles: VehicleNow[];
  storm: { startedAt: string; endedAt: string | null } | null;
  /** Since the storm began, where most fell; null without a storm. */
  newSnowCm: number | null;
}

/** Events of `GET /api/stream`, by name. Each but `time` carries `id: <xid>-<seq>`. */
export interface StreamEvents {
  /** Comes every 15 s: a client that hears nothing for longer has lost the stream. */
  time: StreamTime;
  snapshot: StreamSnapshot;
  positions: StreamTime & { vehicles: VehicleNow[] };
  passes: StreamTime & { vehicleId: number; fromAt: string; toAt: string; segments: number[] };
  work_state: StreamTime & { vehicleId: number; at: string };
  snowfall: StreamTime & { area: string; newSnowCm: number };
  storm: StreamTime & { area: string; startedAt: string; endedAt: string | null };
  dispatch_order: StreamTime & { orderId: number; kind: string; routes: string[]; vehicleIds: number[] };
  unit_silent: StreamTime & { vehicle: VehicleNow };
  unit_back: StreamTime & { vehicle: VehicleNow };
  /** A device's clock is wrong, and what it sends is kept aside; told again every ten minutes while that lasts. */
  device_fault: StreamTime & { deviceCode: string; vehicleId: number | null; reason: ClockFaultWord };
}

/** Local time sent as UTC; over 5 minutes ahead; over 30 days old. */
export type ClockFaultWord = 'local_time_as_utc' | 'time_in_future' | 'time_too_old';

export interface SegmentPass {
  vehicleId: number;
  vehicleCode: string;
  direction: 0 | 1;
  enteredAt: string;
  leftAt: string;
  coveredM: number;
  workKind: WorkKind;
  confidence: number;
  runnerUp: { segment: number; name: string; probability: number } | null;
}

/** One direction of a segment, and the rule that gave its clearance. */
export interface SegmentSide {
  clearance: ClearanceWord;
  reason: ClearanceReasonWord;
  plowedAt: string | null;
  treatedAt: string | null;
  passedAt: string | null;
  /** New snow since that plowing. */
  newSnowSincePlowedCm: number;
}

/** Why a segment has its clearance: the first rule that applied. */
export type ClearanceReasonWord =
  | 'melting_pipe'
  | 'outside_plan'
  | 'tunnel'
  | 'working_now'
  | 'snow_after_plowing'
  | 'plowed'
  | 'plowed_long_ago'
  | 'unit_silent'
  | 'order_late'
  | 'ordered'
  | 'threshold_reached'
  | 'threshold_not_reached'
  | 'never_plowed';

/** `GET /api/segments/:s`: the card of a clicked road. */
export interface SegmentDetail extends StreamTime {
  segment: number;
  name: string;
  ref: string;
  roadClass: string;
  routeClass: string;
  authority: string;
  lengthM: number;
  lanes: number;
  oneWay: boolean;
  /** The loaded route that names its road. */
  route: { code: string; name: string } | null;
  workZone: string | null;
  /** New snow that starts the work (出動基準), and what has fallen since the storm began. */
  thresholdCm: number;
  newSnowCm: number;
  stormStartedAt: string | null;
  order: { orderedAt: string; targetFinishAt: string | null } | null;
  /** As drawn, and against. A one-way or single-lane segment says the same twice. */
  directions: [SegmentSide, SegmentSide];
  /** Newest first. */
  passes: SegmentPass[];
}

/** `GET /api/segments/:s/evidence`: why one pass of a segment is one, made again from the stored fixes. */
export interface SegmentEvidence {
  pass: SegmentPass;
  /** Do the stored fixes still give exactly the stored pass? False while late fixes or events wait to be matched. */
  agrees: boolean;
  /** Fixes from just before the pass to just after it. */
  fixes: {
    fixAt: string;
    lat: number;
    lng: number;
    speedMps: number | null;
    blade: boolean | null;
    spreader: boolean | null;
    verdict: 'used' | 'standing' | 'implausible_jump' | 'off_network';
    /** Directed segment that it was matched to. */
    directed: number | null;
    /** Metres to the pass's street and to the runner-up's; null where that is not near. */
    distanceM: number | null;
    runnerUpM: number | null;
  }[];
  /** The matched path over these fixes, in order. */
  path: {
    directed: number;
    name: string;
    fromM: number;
    toM: number;
    enteredAt: string;
    leftAt: string;
    bridged: boolean;
    reversing: boolean;
    /** Probability of the street, and of the best other one. */
    confidence: number;
    runnerUp: SegmentPass['runnerUp'];
  }[];
  /** Who said what it did: inputs, the driver's button, the device, the staff, an order and the speed, neighbours. */
  workSource: 'input' | 'button' | 'device' | 'staff' | 'order' | 'tunnel' | 'neighbours' | 'nothing';
  speedMps: number;
  /** What the vehicle's plowing adds up to; null where the pass did not plow. */
  visit: { passes: number; coveredM: number; isEnough: boolean } | null;
  /** The rules in words. */
  words: { ja: string; en: string }[];
}

/** `GET /api/routes`: a route of the plan and how far it is done. */
export interface RouteProgress {
  code: string;
  name: string;
  routeClass: string;
  contractor: string;
  workZone: string | null;
  lengthKm: number;
  /** Share of directed metres plowed since the storm began, 0..1. */
  plowedShare: number;
  /** At least 90 % is plowed (contracts). */
  complete: boolean;
  order: { kind: string; orderedAt: string; targetFinishAt: string | null } | null;
}

/** `GET /api/work-zones`: a work zone and how far the plan's roads in it are done. */
export interface WorkZoneProgress {
  code: string;
  name: string;
  contractor: string;
  lengthKm: number;
  /** As of a route. */
  plowedShare: number;
  complete: boolean;
}

/** A vehicle's matched track between two instants. */
export interface VehicleTrack {
  vehicleId: number;
  fixes: {
    fixAt: string;
    lat: number;
    lng: number;
    speedMps: number | null;
    verdict: 'used' | 'standing' | 'implausible_jump' | 'off_network';
    /** Length of the displayed path from the track's first fix to this one, in metres; starts at 0 with every track. */
    odometerM: number;
    trackStart: boolean;
  }[];
  /** The displayed path, bridges included: one line per unbroken stretch, `[lng, lat]`. */
  path: { bridged: boolean; coords: [number, number][] }[];
}

/** Errors of every route: RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Of the header x-request-id, and of the log lines that the request caused. */
  requestId: string;
}
