import type { Form } from '../state/segment-form.js';

export type Theme = 'light' | 'dark';

/** Colours of one theme. Distances between the forms were computed for normal, protan, deutan and tritan sight. */
export interface Palette {
  ground: string;
  water: string;
  shore: string;
  wood: string;
  park: string;
  railway: string;
  railwayGap: string;
  label: string;
  labelWater: string;
  labelHalo: string;
  selection: string;
  snow: string;
  roadBase: string;
  /** The line's colour, or of a snowy road the colour of its case. */
  forms: Record<Form, string>;
  workCase: string;
}

export const PALETTES: Record<Theme, Palette> = {
  light: {
    ground: '#eef1f4',
    water: '#cfdfe8',
    shore: '#b4cbd8',
    wood: '#e0e9e1',
    park: '#e2ece0',
    railway: '#a3acb5',
    railwayGap: '#f7f9fa',
    label: '#2b3641',
    labelWater: '#4d7389',
    labelHalo: '#f6f8fa',
    selection: '#111820',
    snow: '#ffffff',
    roadBase: '#d3d9de',
    workCase: '#5b3a00',
    forms: {
      not_target: '#c9d0d6',
      no_data: '#7d8790',
      due: '#a9b4bf',
      overdue: '#b3261e',
      snowed_again: '#2f78d0',
      cleared_24h: '#86b6ea',
      cleared_3h: '#2f78d0',
      cleared_1h: '#0b3d91',
      in_progress: '#f2a900',
      melting_pipe: '#1d9a8a',
    },
  },
  dark: {
    ground: '#0f1720',
    water: '#13222f',
    shore: '#1f3546',
    wood: '#111d20',
    park: '#122122',
    railway: '#3a4654',
    railwayGap: '#16202b',
    label: '#c9d4de',
    labelWater: '#5f8aa5',
    labelHalo: '#0f1720',
    selection: '#ffffff',
    snow: '#dfe7ee',
    roadBase: '#22303d',
    workCase: '#1b1200',
    forms: {
      not_target: '#2a3744',
      no_data: '#6b7886',
      due: '#5a6b7b',
      overdue: '#ff6b5e',
      snowed_again: '#2f6fc4',
      cleared_24h: '#234b7c',
      cleared_3h: '#2f6fc4',
      cleared_1h: '#4f9cff',
      in_progress: '#ffc233',
      melting_pipe: '#38c3b0',
    },
  },
};
