/** `z/x/y` of the tile in the middle of `[west, south, east, north]` in degrees. */
export const tileAt = ([west, south, east, north]: readonly number[], z: number): string => {
  const latitude = (((south + north) / 2) * Math.PI) / 180;
  const x = Math.floor((((west + east) / 2 + 180) / 360) * 2 ** z);
  const y = Math.floor(((1 - Math.asinh(Math.tan(latitude)) / Math.PI) / 2) * 2 ** z);
  return `${z}/${x}/${y}`;
};
