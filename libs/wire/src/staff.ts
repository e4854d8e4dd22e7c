/** JSON of the staff plane. Instants are ISO 8601 with +09:00; coordinates degrees; `directed` is 2s or 2s + 1. */

export type WorkKind = 'plowed' | 'treated' | 'passed' | 'unknown';

export interface VehicleNow {
  vehicleId: number;
  code: string;
  name: string;
  contractor: string;
  machineType: string;
  fixAt: string;
  lat: number;
  lng: number;
  speedMps: number | null;
  headingDeg: number | null;
  /** Provisional directed segment, null off the network. */
  directed: number | null;
  workKind: WorkKind;
  silent: boolean;
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
  newSnowCm: number;
}

/** Events of `GET /api/stream`, by name. Each carries `id: <xid>-<seq>`. */
export interface StreamEvents {
  snapshot: StreamSnapshot;
  positions: StreamTime & { vehicles: VehicleNow[] };
  passes: StreamTime & { vehicleId: number; fromAt: string; toAt: string; segments: number[] };
  work_state: StreamTime & { vehicleId: number; at: string };
  snowfall: StreamTime & { area: string; newSnowCm: number };
  storm: StreamTime & { area: string; startedAt: string; endedAt: string | null };
  dispatch_order: StreamTime & { orderId: number; kind: string; routes: string[]; vehicleIds: number[] };
  unit_silent: StreamTime & { vehicleId: number; code: string; since: string };
  unit_back: StreamTime & { vehicleId: number; code: string };
}

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

export interface SegmentDetail {
  segment: number;
  name: string;
  ref: string;
  routeClass: string;
  authority: string;
  lengthM: number;
  passes: SegmentPass[];
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
}
