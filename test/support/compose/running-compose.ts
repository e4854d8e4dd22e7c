import { smallTown } from '#fixtures';
import { Database } from '#store';
import { loadRegister } from '../../../apps/embedded/src/load-register.js';
import { ask, type HttpAnswer, type Question } from '../ask.js';
import { waitUntil } from '../wait-until.js';
import { ComposeStack } from './compose-stack.js';
import type { Container } from './container.js';

/** Code of the one vehicle, and of its device, that is not of the demo. */
export const STRANGER = 'STRANGER';

export const isHealthy = (container: Container): Promise<void> =>
  waitUntil(() => container.isHealthy(), {
    what: `${container.name} to be healthy`,
    withinMs: 120_000,
    everyMs: 500,
  });

/** What `docker compose up` starts, running; the demo and the tools wait to be started. */
export class RunningCompose {
  private constructor(
    readonly stack: ComposeStack,
    readonly nginx: Container,
    /** Those that stay, each as often as the file says. */
    readonly servers: readonly Container[],
    readonly demo: Container,
    readonly tools: Container,
  ) {}

  static async start(): Promise<RunningCompose> {
    const stack = await ComposeStack.start();
    const servers: Container[] = [];
    for (const { name, service } of stack.deployment.own.filter((own) => own.service.restart !== 'no')) {
      for (let replica = 1; replica <= (service.deploy?.replicas ?? 1); replica += 1) {
        servers.push(await stack.container(name, replica));
      }
    }
    const nginx = stack.nginx();
    for (const container of [nginx, ...servers]) container.start();
    const [demo, tools] = [await stack.container('demo'), await stack.container('tools')];
    return new RunningCompose(stack, nginx, servers, demo, tools);
  }

  get(name: string): Container {
    return this.servers.find((container) => container.name === `${name}-1`)!;
  }

  /** Asks as residents and devices do. */
  residents(url: string, question?: Question): Promise<HttpAnswer> {
    return ask(`${this.stack.urlOf('8080')}${url}`, question);
  }

  /** Asks as staff do. */
  staff(url: string, question?: Question): Promise<HttpAnswer> {
    return ask(`${this.stack.urlOf('8081')}${url}`, question);
  }

  async query<T>(sql: string): Promise<T[]> {
    const database = new Database(this.stack.databaseUrl, { max: 1 });
    try {
      return await database.query<T>(sql);
    } finally {
      await database.close();
    }
  }

  /** Adds a vehicle with a device that is not of the demo. */
  async addStranger(token: string): Promise<void> {
    const [vehicle] = smallTown().register.vehicles;
    const database = new Database(this.stack.databaseUrl, { max: 1 });
    await loadRegister(database, {
      ...{ authorities: [], contractors: [], workZones: [], routes: [] },
      vehicles: [{ ...vehicle, code: STRANGER, contractorCode: null, authorityCode: null }],
      devices: [{ code: STRANGER, token }],
      assignments: [{ deviceCode: STRANGER, vehicleCode: STRANGER, fromAt: 0 }],
    });
    await database.close();
  }
}
