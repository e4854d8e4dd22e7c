import type { Form } from '../state/segment-form.js';
import { PALETTES, type Palette, type Theme } from './palette.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 46;
const HEIGHT = 18;

interface Stroke {
  color: string;
  width: number;
  dash?: string;
  cap?: 'round' | 'butt';
  dy?: number;
}

const snow = (caseColor: string, palette: Palette): Stroke[] => [
  { color: caseColor, width: 10 },
  { color: palette.snow, width: 6.4 },
];

function strokes(form: Form, palette: Palette): Stroke[] {
  const color = palette.forms[form];
  switch (form) {
    case 'in_progress':
      return [
        { color: palette.workCase, width: 11 },
        { color, width: 7, dash: '7 3.2', cap: 'butt' },
      ];
    case 'due':
    case 'overdue':
    case 'snowed_again':
      return snow(color, palette);
    case 'cleared_1h':
      return [{ color, width: 9 }];
    case 'cleared_3h':
      return [{ color, width: 6.5 }];
    case 'cleared_24h':
      return [{ color, width: 4.5 }];
    case 'melting_pipe':
      return [
        { color, width: 2, dy: -3 },
        { color, width: 2, dy: 3 },
      ];
    case 'no_data':
      return [{ color, width: 2.4, dash: '2.4 4.8', cap: 'butt' }];
    case 'not_target':
      return [{ color, width: 1.8 }];
  }
}

/** A short piece of road in this form, as the map draws it. Says nothing to a screen reader: the words stand beside it. */
export function formSwatch(form: Form, theme: Theme): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute('width', String(WIDTH));
  svg.setAttribute('height', String(HEIGHT));
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('swatch');
  for (const stroke of strokes(form, PALETTES[theme])) svg.append(line(stroke));
  return svg;
}

function line({ color, width, dash, cap = 'round', dy = 0 }: Stroke): SVGLineElement {
  const made = document.createElementNS(SVG, 'line');
  const y = String(HEIGHT / 2 + dy);
  const attributes = { x1: '6', x2: String(WIDTH - 6), y1: y, y2: y, stroke: color };
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.setAttribute('stroke-width', String(width));
  made.setAttribute('stroke-linecap', cap);
  if (dash) made.setAttribute('stroke-dasharray', dash);
  return made;
}
