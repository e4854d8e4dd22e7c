import type { RoadNetwork } from '../network/road-network.js';
import type { Plane } from './plane.js';

/** Projects points on segments; the fields hold the result of the last call, so that nothing is allocated. */
export class SegmentProjection {
  /** Metres from the point to the segment. */
  distanceM = 0;
  /** Metres from the segment's drawn start to the nearest place, on the scale of its `lengthCm`. */
  alongM = 0;
  /** Unit vector of the drawn direction at that place. */
  unitX = 0;
  unitY = 0;
  /** Unit vector from that place towards the point; across the road where the point lies on it. */
  awayX = 0;
  awayY = 0;

  constructor(
    private readonly network: RoadNetwork,
    private readonly plane: Plane,
  ) {}

  /** Finds the place of `segment` nearest to the point (x, y) of the plane. */
  project(segment: number, x: number, y: number): void {
    const { coordsE6, geometryStart, lengthCm } = this.network;
    const { plane } = this;
    const last = geometryStart[segment + 1] - 1;
    let best2 = Infinity;
    let walkedM = 0;
    let alongM = 0;
    let i = geometryStart[segment];
    let ax = plane.xOf(coordsE6[2 * i]) - x;
    let ay = plane.yOf(coordsE6[2 * i + 1]) - y;
    for (; i < last; i++) {
      const bx = plane.xOf(coordsE6[2 * i + 2]) - x;
      const by = plane.yOf(coordsE6[2 * i + 3]) - y;
      const dx = bx - ax;
      const dy = by - ay;
      const piece2 = dx * dx + dy * dy;
      const pieceM = Math.sqrt(piece2);
      const part = piece2 === 0 ? 0 : Math.min(Math.max(-(ax * dx + ay * dy) / piece2, 0), 1);
      const px = ax + part * dx;
      const py = ay + part * dy;
      const distance2 = px * px + py * py;
      if (distance2 < best2) {
        best2 = distance2;
        alongM = walkedM + part * pieceM;
        this.unitX = pieceM === 0 ? 0 : dx / pieceM;
        this.unitY = pieceM === 0 ? 0 : dy / pieceM;
        this.awayX = -px;
        this.awayY = -py;
      }
      walkedM += pieceM;
      ax = bx;
      ay = by;
    }
    this.distanceM = Math.sqrt(best2);
    const isOn = this.distanceM < 1e-3;
    this.awayX = isOn ? -this.unitY : this.awayX / this.distanceM;
    this.awayY = isOn ? this.unitX : this.awayY / this.distanceM;
    this.alongM = walkedM === 0 ? 0 : (alongM / walkedM) * (lengthCm[segment] / 100);
  }
}

/** The point `alongM` metres from the start of a directed segment, in micro-degrees. */
export const pointAlong = (
  network: RoadNetwork,
  directed: number,
  alongM: number,
): { lngE6: number; latE6: number } => {
  const { coordsE6, geometryStart, lengthCm } = network;
  const segment = directed >> 1;
  const first = geometryStart[segment];
  const last = geometryStart[segment + 1] - 1;
  const cosine = Math.cos((coordsE6[2 * first + 1] / 1e6) * (Math.PI / 180));
  const pieceOf = (i: number): number =>
    Math.hypot((coordsE6[2 * i + 2] - coordsE6[2 * i]) * cosine, coordsE6[2 * i + 3] - coordsE6[2 * i + 1]);
  let total = 0;
  for (let i = first; i < last; i++) total += pieceOf(i);
  const fraction = Math.min(Math.max(alongM / (lengthCm[segment] / 100), 0), 1);
  let rest = total * ((directed & 1) === 0 ? fraction : 1 - fraction);
  let i = first;
  while (i < last - 1 && rest > pieceOf(i)) rest -= pieceOf(i++);
  const part = Math.min(rest / (pieceOf(i) || 1), 1);
  return {
    lngE6: Math.round(coordsE6[2 * i] + part * (coordsE6[2 * i + 2] - coordsE6[2 * i])),
    latE6: Math.round(coordsE6[2 * i + 1] + part * (coordsE6[2 * i + 3] - coordsE6[2 * i + 1])),
  };
};
