import { variablesOf } from './compose-file.js';
import type { Deployment } from './deployment.js';

/** Secrets that a stranger must not be able to guess. */
const SECRET_NAMES = ['STAFF_TOKEN', 'POSTGRES_PASSWORD'];
/** All that the public process may know. */
const PUBLIC_KEYS = ['NODE_ENV', 'HOST', 'PORT', 'PUBLISH_DIR', 'CLOCK', 'LOG_LEVEL'];
/** A process gives itself so long to end; Compose kills it after that. */
const ENDS_WITHIN_S = 15;

/** Whatever runs has limits, comes back after a restart of the machine and does not fill the disk with its log. */
export const limitProblems = ({ services }: Deployment): string[] =>
  services.flatMap(([name, { deploy, restart, logging }]) => {
    const limits = deploy?.resources?.limits;
    return [
      ...(limits?.memory === undefined ? [`${name}: no limit of memory`] : []),
      ...(limits?.cpus === undefined ? [`${name}: no limit of processors`] : []),
      ...(restart === undefined ? [`${name}: no restart policy`] : []),
      ...(logging?.driver === 'local' ? [] : [`${name}: its log grows for ever`]),
    ];
  });

/** Our processes and nginx have no right that they do not need. */
export const rightsProblems = (deployment: Deployment): string[] => {
  const { nginx } = deployment.filled.services;
  const users = [
    ...deployment.own.map(({ name, service, image }) => ({
      name,
      service,
      user: service.user ?? image.user,
    })),
    { name: 'nginx', service: nginx, user: nginx.user ?? 'root' },
  ];
  return users.flatMap(({ name, service, user }) => [
    ...(/^(root|0)(:|$)/.test(user) ? [`${name}: runs as root`] : []),
    ...(service.read_only === true ? [] : [`${name}: may write into its own image`]),
    ...(service.cap_drop?.includes('ALL') ? [] : [`${name}: keeps capabilities`]),
    ...(service.security_opt?.includes('no-new-privileges:true') ? [] : [`${name}: may gain privileges`]),
  ]);
};

/** No secret has a default. */
export const secretProblems = ({ texts }: Deployment): string[] =>
  variablesOf(texts.compose)
    .filter(({ name, operator }) => SECRET_NAMES.includes(name) && operator !== '?')
    .map(({ name }) => `${name} has a default or may be empty`);

/** The residents' process knows neither store nor secret, and no network leads it there. */
export const publicProblems = ({ own, filled }: Deployment): string[] =>
  own
    .filter(({ target }) => target === 'public')
    .flatMap(({ name, environment, service }) => [
      ...Object.keys(environment)
        .filter((key) => !PUBLIC_KEYS.includes(key))
        .map((key) => `${name}: must not know ${key}`),
      ...['database', 'kafka']
        .filter((store) => filled.services[store]?.networks.some((each) => service.networks.includes(each)))
        .map((store) => `${name}: a network leads to ${store}`),
    ]);

/** Two tracks processes share the partitions, and each process has time to end. */
export const supplyProblems = ({ own }: Deployment): string[] => [
  ...own
    .filter(({ target, service }) => target === 'tracks' && (service.deploy?.replicas ?? 1) < 2)
    .map(({ name }) => `${name}: one process alone is no distributed way`),
  ...own
    .filter(({ service }) => !(Number.parseInt(service.stop_grace_period ?? '10s', 10) > ENDS_WITHIN_S))
    .map(({ name }) => `${name}: is killed before it has ended`),
];
