import { parse } from 'yaml';

export type Environment = Readonly<Record<string, string>>;

export interface HealthCheck {
  readonly test?: readonly string[];
  readonly disable?: boolean;
}

/** What the tests read of a service; the whole shape is checked against Compose's own schema. */
export interface Service {
  readonly image?: string;
  readonly build?: { readonly target: string; readonly args: Environment };
  readonly command?: readonly string[];
  readonly user?: string;
  readonly environment?: Environment;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: HealthCheck;
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly stop_grace_period?: string;
  readonly logging?: { readonly driver: string };
  readonly deploy?: {
    readonly replicas?: number;
    readonly resources?: { readonly limits?: { readonly cpus?: string; readonly memory?: string } };
  };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, unknown>>;
}

const VARIABLE = /\$\{(\w+)(?::([-?])([^}]*))?\}/g;

/** A variable of a text: `${NAME:-word}` has the operator `-` and a default, `${NAME:?word}` must be set. */
export interface Variable {
  readonly name: string;
  readonly operator: string;
  readonly word: string;
}

export const variablesOf = (text: string): Variable[] =>
  [...text.matchAll(VARIABLE)].map(([, name, operator = '', word = '']) => ({ name, operator, word }));

/** Fills in the variables as Compose does. @throws Error with the sentence of one that must be set */
export const fillIn = (text: string, values: Environment): string =>
  text.replace(VARIABLE, (_all, name: string, operator = '', word = '') => {
    const value = values[name] ?? '';
    if (value !== '') return value;
    if (operator === '?') throw new Error(`${name}: ${word}`);
    return word;
  });

/** The file with its anchors merged, variables as they stand. */
export const readComposeFile = (text: string): ComposeFile => parse(text, { merge: true }) as ComposeFile;

/** The same with its variables filled in. */
export const fillInFile = (file: ComposeFile, values: Environment): ComposeFile =>
  JSON.parse(JSON.stringify(file), (_key, value) =>
    typeof value === 'string' ? fillIn(value, values) : value,
  );
