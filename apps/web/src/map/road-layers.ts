import type { ExpressionSpecification, LineLayerSpecification } from 'maplibre-gl';
import { FORMS, type Form } from '../state/segment-form.js';
import type { Palette } from './palette.js';

/** Widths in pixels at zoom 11, 14 and 17. */
type Widths = readonly [z11: number, z14: number, z17: number];

const SNOW: Widths = [0.6, 3, 11];
const SNOW_CASE: Widths = [1.4, 5, 15];
const WORK: Widths = [1.5, 5, 15];
const WORK_CASE: Widths = [2.2, 7, 19];
const SELECTION: Widths = [7, 13, 30];
const CLEARED: Record<'cleared_1h' | 'cleared_3h' | 'cleared_24h', Widths> = {
  cleared_1h: [1.5, 5, 15],
  cleared_3h: [1.2, 4, 12],
  cleared_24h: [1, 3.2, 10],
};

const BY_CLASS: ExpressionSpecification = [
  'match',
  ['get', 'class'],
  ['motorway', 'trunk'],
  1.25,
  'primary',
  1.15,
  'secondary',
  1.05,
  'tertiary',
  0.95,
  'service',
  0.6,
  0.75,
];

/** Roads outside every plan are drawn from zoom 13 only, so that the city stays readable from afar. */
const PLANNED_OR_NEAR: ExpressionSpecification = [
  'any',
  ['>=', ['zoom'], 13],
  ['!=', ['get', 'plan'], 'none'],
  ['to-boolean', ['get', 'pipe']],
];

/** Local streets' cases appear from zoom 11.5 to 12.5: below, they would turn the city grey or pink. */
const CASE_OPACITY: ExpressionSpecification = [
  'interpolate',
  ['linear'],
  ['zoom'],
  11.5,
  ['match', ['get', 'class'], ['unclassified', 'residential', 'service'], 0, 1],
  12.5,
  1,
];

const is = (...forms: readonly Form[]): ExpressionSpecification => [
  'match',
  ['coalesce', ['feature-state', 'form'], -1],
  forms.map((form) => FORMS.indexOf(form)),
  true,
  false,
];

const scaled = (width: number): ExpressionSpecification => ['*', width, BY_CLASS];

/** A line of these widths, by class, where the condition holds, and of no width elsewhere. */
const widthWhere = (where: ExpressionSpecification, widths: Widths): ExpressionSpecification =>
  byZoom((i) => ['case', where, scaled(widths[i]), 0]);

const byZoom = (at: (i: 0 | 1 | 2) => ExpressionSpecification): ExpressionSpecification => [
  'interpolate',
  ['exponential', 1.5],
  ['zoom'],
  11,
  at(0),
  14,
  at(1),
  17,
  at(2),
];

const ROUND = { 'line-cap': 'round', 'line-join': 'round' } as const;
const BUTT = { 'line-cap': 'butt', 'line-join': 'round' } as const;

const segments = (
  id: string,
  paint: LineLayerSpecification['paint'],
  layout: LineLayerSpecification['layout'] = ROUND,
): LineLayerSpecification => ({
  id,
  type: 'line',
  source: 'network',
  'source-layer': 'segments',
  filter: PLANNED_OR_NEAR,
  layout,
  paint,
});

/** The road layers from bottom to top, one a form; a segment's form is its feature state. */
export const roadLayers = (palette: Palette): LineLayerSpecification[] => [
  selectionLayer(palette),
  ...quietLayers(palette),
  ...snowLayers(palette),
  clearedLayer(palette),
  ...workLayers(palette),
  pipeLayer(palette),
];

const selectionLayer = (palette: Palette): LineLayerSpecification =>
  segments('selection', {
    'line-color': palette.selection,
    'line-opacity': 0.28,
    'line-width': widthWhere(['boolean', ['feature-state', 'selected'], false], SELECTION),
  });

const quietLayers = ({ forms, roadBase }: Palette): LineLayerSpecification[] => [
  segments('unknown-yet', {
    'line-color': roadBase,
    'line-width': widthWhere(['==', ['coalesce', ['feature-state', 'form'], -1], -1], [0.4, 1.4, 5]),
  }),
  segments('not-target', {
    'line-color': forms.not_target,
    'line-width': widthWhere(is('not_target'), [0.4, 1.4, 5]),
  }),
  segments(
    'no-data',
    {
      'line-color': forms.no_data,
      'line-width': byZoom((i) => ['case', is('no_data'), [0.5, 1.6, 4][i], 0]),
      'line-dasharray': [1, 2],
    },
    BUTT,
  ),
];

const snowLayers = ({ forms, snow }: Palette): LineLayerSpecification[] => [
  segments('snow-case', {
    'line-color': [
      'match',
      ['coalesce', ['feature-state', 'form'], -1],
      FORMS.indexOf('overdue'),
      forms.overdue,
      FORMS.indexOf('snowed_again'),
      forms.snowed_again,
      forms.due,
    ],
    'line-opacity': CASE_OPACITY,
    'line-width': widthWhere(is('due', 'overdue', 'snowed_again'), SNOW_CASE),
  }),
  segments('snow-body', {
    'line-color': snow,
    'line-width': widthWhere(is('due', 'overdue', 'snowed_again'), SNOW),
  }),
];

const clearedLayer = ({ forms }: Palette): LineLayerSpecification =>
  segments('cleared', {
    'line-color': [
      'match',
      ['coalesce', ['feature-state', 'form'], -1],
      FORMS.indexOf('cleared_1h'),
      forms.cleared_1h,
      FORMS.indexOf('cleared_3h'),
      forms.cleared_3h,
      forms.cleared_24h,
    ],
    'line-width': byZoom((i) => [
      'case',
      is('cleared_1h'),
      scaled(CLEARED.cleared_1h[i]),
      is('cleared_3h'),
      scaled(CLEARED.cleared_3h[i]),
      is('cleared_24h'),
      scaled(CLEARED.cleared_24h[i]),
      0,
    ]),
  });

const workLayers = ({ forms, workCase }: Palette): LineLayerSpecification[] => [
  segments('work-case', {
    'line-color': workCase,
    'line-width': widthWhere(is('in_progress'), WORK_CASE),
  }),
  segments(
    'work-stripes',
    {
      'line-color': forms.in_progress,
      'line-width': widthWhere(is('in_progress'), WORK),
      'line-dasharray': [1.6, 0.7],
    },
    BUTT,
  ),
];

/** The double line, at most 2 px a line, its gap growing with the zoom. */
const pipeLayer = ({ forms }: Palette): LineLayerSpecification =>
  segments(
    'pipe',
    {
      'line-color': forms.melting_pipe,
      'line-gap-width': byZoom((i) => ['case', is('melting_pipe'), [0.3, 1.6, 5][i], 0]),
      'line-width': byZoom((i) => ['case', is('melting_pipe'), [0.5, 1.1, 2][i], 0]),
    },
    BUTT,
  );
