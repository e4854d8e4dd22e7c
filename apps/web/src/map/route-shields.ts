import type { Map as MapLibre } from 'maplibre-gl';

const SIZE = 26;
const RATIO = 2;

/** Adds the shields of numbered roads: the national roads' rounded triangle and the prefectural roads' hexagon. */
export function addRouteShields(map: MapLibre): void {
  addShield(map, 'shield-state', '#2a5fb0', nationalOutline);
  addShield(map, 'shield-prefecture', '#4a6f9c', prefecturalOutline);
}

function addShield(map: MapLibre, name: string, fill: string, outline: (pen: Path2D) => void): void {
  if (map.hasImage(name)) return;
  const canvas = document.createElement('canvas');
  canvas.width = SIZE * RATIO;
  canvas.height = SIZE * RATIO;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.scale(RATIO, RATIO);
  const path = new Path2D();
  outline(path);
  pen.lineJoin = 'round';
  pen.strokeStyle = '#ffffff';
  pen.lineWidth = 3;
  pen.stroke(path);
  pen.fillStyle = fill;
  pen.fill(path);
  map.addImage(name, pen.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: RATIO });
}

function nationalOutline(path: Path2D): void {
  path.moveTo(13, 3);
  path.bezierCurveTo(18, 3, 23, 5, 23, 9);
  path.bezierCurveTo(23, 14, 17, 22, 13, 23);
  path.bezierCurveTo(9, 22, 3, 14, 3, 9);
  path.bezierCurveTo(3, 5, 8, 3, 13, 3);
  path.closePath();
}

function prefecturalOutline(path: Path2D): void {
  path.moveTo(7.5, 4);
  path.lineTo(18.5, 4);
  path.lineTo(24, 13);
  path.lineTo(18.5, 22);
  path.lineTo(7.5, 22);
  path.lineTo(2, 13);
  path.closePath();
}
