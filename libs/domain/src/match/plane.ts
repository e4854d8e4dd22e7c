/** Metres per micro-degree of latitude on the mean sphere (radius 6,371,008.8 m). */
const METRES_PER_E6 = (Math.PI * 6_371_008.8) / 180 / 1e6;

/** Flat metres around a point: x to the east, y to the north. Good to 1 % within 100 km. */
export class Plane {
  readonly metresPerE6Lng: number;
  readonly metresPerE6Lat = METRES_PER_E6;

  constructor(
    readonly originLngE6: number,
    readonly originLatE6: number,
  ) {
    this.metresPerE6Lng = METRES_PER_E6 * Math.cos((originLatE6 / 1e6) * (Math.PI / 180));
  }

  xOf(lngE6: number): number {
    return (lngE6 - this.originLngE6) * this.metresPerE6Lng;
  }

  yOf(latE6: number): number {
    return (latE6 - this.originLatE6) * this.metresPerE6Lat;
  }

  lngE6Of(x: number): number {
    return Math.round(x / this.metresPerE6Lng) + this.originLngE6;
  }

  latE6Of(y: number): number {
    return Math.round(y / this.metresPerE6Lat) + this.originLatE6;
  }
}
