import type { CodeFacts } from './code-facts.js';
import type { Service } from './compose-file.js';
import type { Deployment, OwnService } from './deployment.js';

const POSTGRES_PORT = '5432';
const ADDRESS = /(?:@|\/\/|^|,)([a-z][\w-]*):(\d+)/g;
const LOCAL_URL = /http:\/\/127\.0\.0\.1:(\d+)(\/[\w/-]*)/;

const portsOf = (deployment: Deployment, name: string): string[] => {
  const service = deployment.filled.services[name];
  if (service?.build !== undefined) return [deployment.get(name)?.environment.PORT ?? ''];
  const listeners = service?.environment?.KAFKA_ADVERTISED_LISTENERS;
  if (listeners !== undefined) return [...listeners.matchAll(ADDRESS)].map((match) => match[2]);
  return service?.environment?.POSTGRES_DB === undefined ? [] : [POSTGRES_PORT];
};

const shareNetwork = (a: Service, b: Service): boolean =>
  a.networks.some((name) => b.networks.includes(name));

interface Reference {
  readonly name: string;
  readonly service: Service;
  readonly address: string;
}

const referencesOf = ({ name, service, environment, command }: OwnService): Reference[] =>
  [...Object.values(environment), ...command].flatMap((text) =>
    [...text.matchAll(ADDRESS)].map(([, host, port]) => ({ name, service, address: `${host}:${port}` })),
  );

/** Every address that a process or nginx is given is that of a service that it can reach. */
export const addressProblems = (deployment: Deployment): string[] => {
  const { nginx } = deployment.filled.services;
  const doors = deployment.upstreams.map((address) => ({ name: 'nginx', service: nginx, address }));
  return [...deployment.own.flatMap(referencesOf), ...doors].flatMap(({ name, service, address }) => {
    const [host, port] = address.split(':');
    const target = deployment.filled.services[host];
    if (target === undefined) return [`${name}: no service is called ${host}`];
    if (!portsOf(deployment, host).includes(port)) return [`${name}: ${host} does not listen on ${port}`];
    return shareNetwork(service, target) ? [] : [`${name}: no network leads to ${host}`];
  });
};

/** Published ports are doors of nginx, the staff's only on this machine. */
export const portProblems = ({ services, doors, own }: Deployment): string[] => [
  ...services.flatMap(([name, { ports = [] }]) =>
    ports.flatMap((port) => {
      if (name !== 'nginx') return [`${name}: only nginx may publish a port`];
      const door = port.split(':').at(-1)!;
      return doors.includes(door) ? [] : [`nginx: nginx.conf does not listen on ${door}`];
    }),
  ),
  ...services
    .flatMap(([, { ports = [] }]) => ports)
    .filter((port) => port.endsWith(':8081') && !port.startsWith('127.0.0.1:'))
    .map((port) => `nginx: ${port} opens the staff plane to others than this machine`),
  ...own.flatMap(({ name, environment, image }) => [
    ...(image.exposed.includes(environment.PORT)
      ? []
      : [`${name}: listens on ${environment.PORT}, not exposed`]),
    ...(environment.HOST === '0.0.0.0' ? [] : [`${name}: HOST=${environment.HOST} hears nobody outside`]),
  ]),
];

const isChecked = ({ healthcheck }: Service): boolean =>
  healthcheck !== undefined && healthcheck.disable !== true && (healthcheck.test ?? []).length > 0;

const runsOnce = ({ restart }: Service): boolean => restart === 'no';

/** Whatever stays is asked for its health, at a port and a path that answer. */
export const healthProblems = async (deployment: Deployment, facts: CodeFacts): Promise<string[]> => {
  const problems = deployment.services
    .filter(([, service]) => !runsOnce(service) && !isChecked(service))
    .map(([name]) => `${name}: has no health check`);
  for (const [name, { healthcheck, build }] of deployment.services) {
    const [, port, path] = LOCAL_URL.exec(healthcheck?.test?.join(' ') ?? '') ?? [];
    if (port === undefined) continue;
    const ports = name === 'nginx' ? deployment.doors : portsOf(deployment, name);
    if (!ports.includes(port)) problems.push(`${name}: its health is asked on ${port}, where nobody listens`);
    if (build !== undefined && !(await facts.isAnswered(path)))
      problems.push(`${name}: nobody answers ${path}`);
  }
  return problems;
};

/** What a service waits for exists, can be seen to be healthy, and starts with it. */
export const dependencyProblems = ({ services, filled }: Deployment): string[] =>
  services.flatMap(([name, { depends_on = {} }]) =>
    Object.entries(depends_on).flatMap(([other, { condition }]) => {
      const target = filled.services[other];
      if (target === undefined) return [`${name}: waits for ${other}, which does not exist`];
      const isSeen = condition !== 'service_healthy' || isChecked(target);
      return isSeen ? [] : [`${name}: waits for the health of ${other}, which has no check`];
    }),
  );

const FOLDERS = ['NETWORK_FILE', 'PUBLISH_DIR'];

/** Volumes and networks are declared; the files of a process stand in a volume whose folder its image has. */
export const volumeProblems = ({ services, filled, own }: Deployment): string[] => {
  const mounts = services.flatMap(([name, { volumes = [] }]) => volumes.map((volume) => ({ name, volume })));
  const networks = services.flatMap(([name, service]) =>
    service.networks.map((network) => ({ name, network })),
  );
  return [
    ...mounts
      .filter(({ volume }) => !volume.startsWith('.') && !(volume.split(':')[0] in filled.volumes))
      .map(({ name, volume }) => `${name}: the volume of ${volume} is not declared`),
    ...networks
      .filter(({ network }) => !(network in filled.networks))
      .map(({ name, network }) => `${name}: the network ${network} is not declared`),
    ...own.flatMap(({ name, environment, service, image }) =>
      FOLDERS.filter((key) => environment[key] !== undefined).flatMap((key) => {
        const folder = (service.volumes ?? [])
          .map((volume) => volume.split(':')[1])
          .find((each) => `${environment[key]}/`.startsWith(`${each}/`));
        if (folder === undefined) return [`${name}: ${key}=${environment[key]} stands in no volume`];
        const isMade = image.runs.some((run) => run.startsWith('mkdir') && run.split(' ').includes(folder));
        return isMade ? [] : [`${name}: its image has no folder ${folder} of its user`];
      }),
    ),
  ];
};
