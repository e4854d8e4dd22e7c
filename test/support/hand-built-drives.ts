import { buildNetwork, type Fix, type RoadNetwork, type RoadWay, SegmentIndex } from '#domain';

/** Small road networks and drives for specs, in metres east and north of 136.65° E, 36.56° N. */
export type Point = readonly [eastM: number, northM: number];

const DEGREES_NORTH = 1 / 111_195;
const DEGREES_EAST = DEGREES_NORTH / Math.cos((36.56 * Math.PI) / 180);
const START_AT = Date.UTC(2026, 0, 24, 18);

const degreesOf = ([eastM, northM]: Point): [number, number] => [
  136.65 + eastM * DEGREES_EAST,
  36.56 + northM * DEGREES_NORTH,
];

/** A two-lane residential street through the points. */
export const street = (name: string, points: readonly Point[], more: Partial<RoadWay> = {}): RoadWay => ({
  id: name,
  coords: points.map(degreesOf),
  name,
  ref: '',
  roadClass: 'residential',
  oneWay: false,
  lanes: 2,
  bridge: false,
  tunnel: false,
  level: 0,
  authority: 'city',
  routeClass: 'city_2',
  meltingPipe: false,
  ...more,
});

export const roadsOf = (streets: RoadWay[]): { network: RoadNetwork; index: SegmentIndex } => {
  const { network } = buildNetwork(streets, { source: 'hand-built' });
  return { network, index: new SegmentIndex(network) };
};

/** Numbers from -1 to 1 that look random and are always the same. */
export const wobbleOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
};

export interface Drive {
  readonly points: readonly Point[];
  readonly speedMps: number;
  readonly intervalS?: number;
  /** Seconds after the common start at which the drive begins. */
  readonly startS?: number;
  /** Constant error of every fix, and the reach of the random one on top, metres. */
  readonly bias?: Point;
  readonly noiseM?: number;
  /** What each fix says besides its place. */
  readonly says?: Partial<Fix>;
  /** Without speed and heading. */
  readonly isMute?: boolean;
}

/** A fix at a place, `atS` seconds after the common start. */
export const fixAt = (point: Point, atS: number, says: Partial<Fix> = {}): Fix => {
  const [lng, lat] = degreesOf(point);
  return {
    deviceId: 1,
    vehicleId: 1,
    fixAt: START_AT + Math.round(atS * 1000),
    seq: null,
    latE6: Math.round(lat * 1e6),
    lngE6: Math.round(lng * 1e6),
    speedMps: null,
    headingDeg: null,
    accuracyM: null,
    blade: null,
    spreader: null,
    workType: null,
    isMock: null,
    sentAt: null,
    receivedAt: START_AT,
    ...says,
  };
};

/** The fixes of a drive at constant speed along its points. */
export const fixesOfDrive = (drive: Drive): Fix[] => {
  const { points, speedMps, intervalS = 5, startS = 0, bias = [0, 0], noiseM = 0, says = {} } = drive;
  const wobble = wobbleOf(points.length + Math.round(speedMps * 100));
  const fixes: Fix[] = [];
  let walkedM = 0;
  for (let i = 0; i + 1 < points.length; i++) {
    const east = points[i + 1][0] - points[i][0];
    const north = points[i + 1][1] - points[i][1];
    const lengthM = Math.hypot(east, north);
    const stepM = speedMps * intervalS;
    for (let m = Math.ceil(walkedM / stepM) * stepM; m < walkedM + lengthM; m += stepM) {
      const share = (m - walkedM) / lengthM;
      const place: Point = [
        points[i][0] + share * east + bias[0] + noiseM * wobble(),
        points[i][1] + share * north + bias[1] + noiseM * wobble(),
      ];
      const headingDeg = (Math.atan2(east, north) * 180) / Math.PI;
      const motion = drive.isMute ? {} : { speedMps, headingDeg: (headingDeg + 360) % 360 };
      fixes.push(fixAt(place, startS + m / speedMps, { ...motion, ...says }));
    }
    walkedM += lengthM;
  }
  return fixes;
};
