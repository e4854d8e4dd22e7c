import type { Map as MapLibre } from 'maplibre-gl';
import type { WorkKind } from '#wire';

const SIZE = 34;
const RATIO = 2;
const DARK = '#1b1200';

/** Name of the symbol for a vehicle: by what it does, or silent. */
export const symbolName = (workKind: WorkKind, silent: boolean): string =>
  `vehicle-${silent ? 'silent' : workKind}`;

type SymbolOf = 'silent' | WorkKind;

/** The symbols, nose up: body and blade for plowing, a dotted tail for spreading, an outline for passing. */
const DRAWINGS: Readonly<Record<SymbolOf, (pen: CanvasRenderingContext2D) => void>> = {
  plowed: (pen) => {
    body(pen, '#ffc233', DARK);
    blade(pen);
  },
  treated: (pen) => {
    body(pen, '#38c3b0', '#06302b');
    grains(pen);
  },
  passed: (pen) => body(pen, '#ffffff', '#55626f'),
  unknown: (pen) => body(pen, '#c3ccd5', '#55626f', [2.5, 2]),
  silent: silentRing,
};
export const VEHICLE_SYMBOLS = Object.keys(DRAWINGS) as readonly SymbolOf[];

/** Gives the map every symbol that it lacks. */
export function addVehicleSymbols(map: MapLibre): void {
  for (const of of VEHICLE_SYMBOLS) {
    const name = `vehicle-${of}`;
    if (map.hasImage(name)) continue;
    const pen = drawSymbol(of).getContext('2d');
    if (!pen) return;
    map.addImage(name, pen.getImageData(0, 0, SIZE * RATIO, SIZE * RATIO), { pixelRatio: RATIO });
  }
}

/** One symbol as a picture of its own. */
export function drawSymbol(of: SymbolOf): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE * RATIO;
  canvas.height = SIZE * RATIO;
  canvas.style.width = `${SIZE}px`;
  const pen = canvas.getContext('2d');
  if (!pen) return canvas;
  pen.scale(RATIO, RATIO);
  pen.lineJoin = 'round';
  pen.lineCap = 'round';
  DRAWINGS[of](pen);
  return canvas;
}

function body(pen: CanvasRenderingContext2D, fill: string, edge: string, dash: number[] = []): void {
  pen.beginPath();
  pen.moveTo(17, 7);
  pen.lineTo(25, 26);
  pen.lineTo(17, 22);
  pen.lineTo(9, 26);
  pen.closePath();
  pen.strokeStyle = '#ffffff';
  pen.lineWidth = 5.5;
  pen.stroke();
  pen.setLineDash(dash);
  pen.strokeStyle = edge;
  pen.lineWidth = 2.6;
  pen.stroke();
  pen.setLineDash([]);
  pen.fillStyle = fill;
  pen.fill();
}

/** The plow's blade: a bowed bar ahead of the nose. */
function blade(pen: CanvasRenderingContext2D): void {
  for (const [color, width] of [
    ['#ffffff', 7],
    [DARK, 4],
  ] as const) {
    pen.beginPath();
    pen.moveTo(7, 8);
    pen.quadraticCurveTo(17, 2, 27, 8);
    pen.strokeStyle = color;
    pen.lineWidth = width;
    pen.stroke();
  }
}

function grains(pen: CanvasRenderingContext2D): void {
  pen.fillStyle = '#06302b';
  for (const [x, y] of [
    [12, 30],
    [17, 28],
    [22, 30],
    [17, 32.5],
  ]) {
    pen.beginPath();
    pen.arc(x, y, 1.6, 0, 2 * Math.PI);
    pen.fill();
  }
}

/** A red dashed ring with an exclamation mark; never turned. */
function silentRing(pen: CanvasRenderingContext2D): void {
  pen.beginPath();
  pen.arc(17, 17, 11, 0, 2 * Math.PI);
  pen.fillStyle = '#ffffff';
  pen.fill();
  pen.setLineDash([4, 3]);
  pen.strokeStyle = '#c4281c';
  pen.lineWidth = 3.2;
  pen.stroke();
  pen.setLineDash([]);
  pen.fillStyle = '#c4281c';
  pen.fillRect(15.4, 10.5, 3.2, 8);
  pen.fillRect(15.4, 20.6, 3.2, 3.2);
}
