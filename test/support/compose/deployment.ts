import { readFileSync } from 'node:fs';
import {
  type ComposeFile,
  type Environment,
  fillInFile,
  readComposeFile,
  type Service,
} from './compose-file.js';
import { type Dockerfile, type Image, readDockerfile } from './dockerfile.js';

/** What `ops/secrets.sh` would have written. */
export const SECRETS: Environment = { STAFF_TOKEN: 'staff-secret', POSTGRES_PASSWORD: 'database-secret' };

export interface DeploymentTexts {
  readonly compose: string;
  readonly dockerfile: string;
  readonly nginx: string;
}

export const readDeploymentTexts = (): DeploymentTexts => ({
  compose: readFileSync('docker-compose.yml', 'utf8'),
  dockerfile: readFileSync('Dockerfile', 'utf8'),
  nginx: readFileSync('ops/nginx.conf', 'utf8'),
});

/** One of our processes as Compose would start it. */
export interface OwnService {
  readonly name: string;
  readonly service: Service;
  /** With its variables as they stand. */
  readonly written: Service;
  readonly target: string;
  readonly image: Image;
  /** The words of the command. */
  readonly command: readonly string[];
  /** The file that Node runs, such as `dist/apps/ingest/src/main.js`. */
  readonly script: string;
  /** The image's and the file's together. */
  readonly environment: Environment;
}

/** The three files as one thing: what `docker compose up` would make of them. */
export class Deployment {
  readonly written: ComposeFile;
  readonly filled: ComposeFile;
  readonly dockerfile: Dockerfile;
  /** Ports that nginx listens on. */
  readonly doors: readonly string[];
  /** Names that nginx forwards to, as `host:port`. */
  readonly upstreams: readonly string[];

  constructor(readonly texts: DeploymentTexts) {
    this.written = readComposeFile(texts.compose);
    this.filled = fillInFile(this.written, SECRETS);
    this.dockerfile = readDockerfile(texts.dockerfile);
    this.doors = [...texts.nginx.matchAll(/^\s*listen (\d+);/gm)].map((match) => match[1]);
    this.upstreams = [...texts.nginx.matchAll(/^\s*server (\S+) resolve;/gm)].map((match) => match[1]);
  }

  get services(): [string, Service][] {
    return Object.entries(this.filled.services);
  }

  /** The services that are built here, whose target exists. */
  get own(): OwnService[] {
    return this.services.flatMap(([name, service]) => {
      const image = this.dockerfile.images[service.build?.target ?? ''];
      if (service.build === undefined || image === undefined) return [];
      const command = [...image.entrypoint, ...(service.command ?? image.command)];
      return {
        name,
        service,
        written: this.written.services[name],
        target: service.build.target,
        image,
        command,
        script: command.find((word) => word.endsWith('.js')) ?? '',
        environment: { ...image.environment, ...service.environment },
      };
    });
  }

  get(name: string): OwnService {
    return this.own.find((service) => service.name === name)!;
  }
}
