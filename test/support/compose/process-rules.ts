import { existsSync } from 'node:fs';
import { readSettings, SETTINGS, SettingError } from '#config';
import type { CodeFacts } from './code-facts.js';
import { variablesOf } from './compose-file.js';
import type { Deployment, OwnService } from './deployment.js';

/** Settings that no service sets, and why. */
const SET_NOWHERE: Readonly<Record<string, string>> = {
  DATA_DIR: 'no process keeps data of its own',
  KAFKA_TLS: 'the broker stands in the inner network',
  KAFKA_SASL_MECHANISM: 'the broker stands in the inner network',
  KAFKA_USERNAME: 'the broker stands in the inner network',
  KAFKA_PASSWORD: 'the broker stands in the inner network',
};
/** Variables that Node and its libraries know. */
const NOT_OURS = ['NODE_ENV'];

const isSetting = (key: string): boolean => SETTINGS.some((setting) => setting.key === key);
const fallbackOf = (key: string): string | undefined =>
  SETTINGS.find((setting) => setting.key === key)?.fallback;

/** Each service is an image that exists or a target of the Dockerfile, each tag a version. */
export const imageProblems = ({ services, dockerfile }: Deployment): string[] =>
  services.flatMap(([name, { image, build }]) => {
    if (image === undefined && dockerfile.images[build?.target ?? ''] === undefined) {
      return [`${name}: the Dockerfile has no target ${build?.target}`];
    }
    const base = image ?? dockerfile.images[build!.target].base;
    const unpinned = /:[\w.-]*\d[\w.-]*$/.test(base) ? [] : [`${name}: ${base} is not pinned to a version`];
    const argument = Object.entries(build?.args ?? {}).filter(
      ([key, value]) => dockerfile.arguments[key] !== value,
    );
    return [
      ...unpinned,
      ...argument.map(([key, value]) => `${name}: ${key}=${value} is not the Dockerfile's default`),
    ];
  });

const hasFile = ({ image, script }: OwnService): boolean =>
  image.copies.some(({ to }) => script.startsWith(`${to}/`));

/** The script of each command is in the build and in its image. */
export const commandProblems = ({ own }: Deployment): string[] =>
  own.flatMap((service) => {
    if (!existsSync(service.script)) return [`${service.name}: the build has no ${service.script}`];
    return hasFile(service) ? [] : [`${service.name}: no COPY brings ${service.script} into its image`];
  });

const unusable = ({ name, environment }: OwnService): string[] => {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    if (error instanceof SettingError) return [`${name}: ${error.message}`];
    throw error;
  }
};

/** Each variable of a process is a setting that it can use, and none that it requires is missing. */
export const environmentProblems = ({ own }: Deployment, facts: CodeFacts): string[] =>
  own.flatMap((service) => {
    const { name, environment, script } = service;
    const unknown = Object.keys(environment).filter((key) => !isSetting(key) && !NOT_OURS.includes(key));
    const missing = (facts.requiredKeys.get(script) ?? []).filter((key) => (environment[key] ?? '') === '');
    return [
      ...unknown.map((key) => `${name}: ${key} is no setting`),
      ...missing.map((key) => `${name}: ${key} is missing, and the process cannot run without it`),
      ...unusable(service),
    ];
  });

/** What `.env` may change has the name and the default that the code has. */
export const defaultProblems = ({ own }: Deployment): string[] =>
  own.flatMap(({ name, written }) =>
    Object.entries(written.environment ?? {}).flatMap(([key, text]) =>
      variablesOf(text).flatMap(({ name: variable, operator, word }) => {
        if (operator !== '-') return [];
        if (variable !== key) return [`${name}: ${key} is filled in from ${variable}`];
        const fallback = fallbackOf(key);
        return word === fallback ? [] : [`${name}: ${key} has the default ${word}, in the code ${fallback}`];
      }),
    ),
  );

/** Every setting can be set for some service. */
export const forgottenProblems = ({ own }: Deployment): string[] => {
  const set = new Set(own.flatMap(({ environment }) => Object.keys(environment)));
  return SETTINGS.map(({ key }) => key)
    .filter((key) => !set.has(key) && SET_NOWHERE[key] === undefined)
    .map((key) => `no service is given ${key}: add it where it matters in docker-compose.yml`);
};

/** Processes of one deployment agree with each other. */
export const agreementProblems = ({ own }: Deployment): string[] => {
  const values = new Map<string, { name: string; value: string }>();
  return own.flatMap(({ name, environment }) =>
    Object.entries(environment).flatMap(([key, value]) => {
      const first = values.get(key) ?? { name, value };
      values.set(key, first);
      return first.value === value ? [] : [`${name}: ${key}=${value}, but ${first.name} has ${first.value}`];
    }),
  );
};
