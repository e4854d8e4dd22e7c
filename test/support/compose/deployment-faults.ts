// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are Compose's variables.
import type { DeploymentTexts } from './deployment.js';

/** A change of one of the files, and what must be found of it. */
export interface DeploymentFault {
  readonly file: keyof DeploymentTexts;
  readonly before: string | RegExp;
  readonly after: string;
  readonly problem: RegExp;
}

type Change = [name: string, before: string | RegExp, after: string, problem: RegExp];

const COMPOSE: Change[] = [
  ['a key that Compose does not know', 'environment:', 'enviroment:', /additional properties/],
  ['a misspelled variable', 'SILENT_AFTER_MIN:', 'SILENT_AFTER:', /SILENT_AFTER is no setting/],
  ['a setting that is not passed on', /^ {2}LOG_LEVEL:.*\n/m, '', /no service is given LOG_LEVEL/],
  ['a variable of another name', '${KAFKA_TOPIC:', '${TOPIC:', /KAFKA_TOPIC is filled in from TOPIC/],
  [
    'another default',
    'PARTITIONS:-12',
    'PARTITIONS:-8',
    /KAFKA_PARTITIONS has the default 8, in the code 12/,
  ],
  [
    'a value that cannot be used',
    'AGE_BANDS_H:-1,3,24',
    'AGE_BANDS_H:-3,1',
    /AGE_BANDS_H="3,1" cannot be used/,
  ],
  ['no database', /^ {2}DATABASE_URL:.*\n/m, '  LOG_LEVEL: info\n', /ingest: DATABASE_URL is missing/],
  ['no published folder', /^ {6}PUBLISH_DIR:.*\n/m, '', /public: PUBLISH_DIR is missing/],
  [
    'processes that disagree',
    "      PUBLISH_DIR: /srv/data/public\n    volumes: ['published",
    "      PUBLISH_DIR: /srv/data/public/x\n    volumes: ['published",
    /PUBLISH_DIR=.*, but/,
  ],
  ['a target that is not built', 'target: ingest', 'target: ingests', /no target ingests/],
  ['an unpinned image', 'nginx:1.30.4-alpine-slim', 'nginx:latest', /nginx:latest is not pinned/],
  [
    'a broker on another port',
    'KAFKA_BROKERS: kafka:9092',
    'KAFKA_BROKERS: kafka:9093',
    /kafka does not listen on 9093/,
  ],
  ['a database of another name', '@database:5432', '@db:5432', /no service is called db/],
  ['a health path that nobody answers', '/health/ready', '/health/redy', /nobody answers \/health\/redy/],
  ['a health port where nobody listens', '127.0.0.1:3000/health', '127.0.0.1:3001/health', /asked on 3001/],
  [
    'a service without a health check',
    / {4}healthcheck:\n {6}# Over TCP[\s\S]*?start_period: 60s\n/,
    '',
    /waits for the health of database/,
  ],
  [
    'a dependency that does not exist',
    '      kafka: { condition',
    '      kavka: { condition',
    /waits for kavka/,
  ],
  ['an undeclared volume', 'kafka:/var/lib', 'kavka:/var/lib', /volume of kavka:.* is not declared/],
  [
    'files outside of the volume',
    '/srv/data/network/current',
    '/srv/roads/current',
    /NETWORK_FILE=.* stands in no volume/,
  ],
  ['the staff plane open to all', "'127.0.0.1:${STAFF_PORT", "'${STAFF_PORT", /opens the staff plane/],
  [
    'a published port of another service',
    '    networks: [back]\n',
    "    networks: [back]\n    ports: ['5432:5432']\n",
    /only nginx may publish/,
  ],
  ['a published port where nginx does not listen', '}:8080', '}:80', /does not listen on 80/],
  [
    'a secret with a default',
    '${STAFF_TOKEN:?run sh ops/secrets.sh first}',
    '${STAFF_TOKEN:-staff}',
    /STAFF_TOKEN has a default/,
  ],
  [
    'residents beside the database',
    "public:ro']\n    networks: [front]",
    "public:ro']\n    networks: [back]",
    /a network leads to database/,
  ],
  ['one tracks process', 'replicas: 2', 'replicas: 1', /one process alone/],
  ['no limit of memory', "cpus: '1', memory: 512m", "cpus: '1'", /no limit of memory/],
  ['no time to end', 'stop_grace_period: 20s', 'stop_grace_period: 5s', /killed before it has ended/],
];

const DOCKERFILE: Change[] = [
  [
    'another script',
    'apps/ingest/src/main.js',
    'apps/ingest/src/server.js',
    /the build has no dist\/apps\/ingest\/src\/server.js/,
  ],
  ['a script that is not copied', /^COPY .*dist\/apps\/tracks\n/m, '', /no COPY brings dist\/apps\/tracks/],
  ['another port', 'PORT=3000', 'PORT=8000', /ingest does not listen on 3000/],
  ['loopback only', 'HOST=0.0.0.0 ', '', /hears nobody outside/],
  ['root', 'USER node\n', '', /ingest: runs as root/],
  ['an unpinned base', 'node:24.19.0-bookworm-slim', 'node:slim', /node:slim is not pinned/],
  ['a folder that root owns', ' /srv/data/public', '', /no folder \/srv\/data\/public/],
];

const NGINX: Change[] = [
  ['a door of another name', 'server staff:3000', 'server staf:3000', /no service is called staf/],
  [
    'a forwarded port of another number',
    'server public:3000',
    'server public:3001',
    /public does not listen on 3001/,
  ],
  ['a larger body than ingest takes', 'body_size 1m', 'body_size 8m', /bodies of 8 MiB/],
];

const inFile =
  (file: keyof DeploymentTexts) =>
  ([name, before, after, problem]: Change): [string, DeploymentFault] => [
    name,
    { file, before, after, problem },
  ];

export const DEPLOYMENT_FAULTS = [
  ...COMPOSE.map(inFile('compose')),
  ...DOCKERFILE.map(inFile('dockerfile')),
  ...NGINX.map(inFile('nginx')),
];
