import { createHash } from 'node:crypto';
import { type EffectivePlan, effectivePlan, isInPlan, type RoadNetwork } from '#domain';
import { listRoutes, type Queryable } from '#store';

/** Which segments are roads of the plan, by the register as it stands. */
export class PlanTargets {
  private plan: EffectivePlan;
  private routesText = '';
  private hashText = '';

  constructor(private readonly network: RoadNetwork) {
    this.plan = effectivePlan(network, [], {});
  }

  readonly isTarget = (segment: number): boolean => isInPlan(this.plan, segment);

  /** First 16 hexadecimal digits of the SHA-256 over the set of targets. */
  get hash(): string {
    return this.hashText;
  }

  /** Reads the routes again. */
  async refresh(queryable: Queryable): Promise<void> {
    const routes = await listRoutes(queryable);
    const text = JSON.stringify(routes);
    if (text === this.routesText) return;
    this.routesText = text;
    this.plan = effectivePlan(this.network, routes, {});
    const targets = new Uint8Array(this.network.segmentCount).map((_, s) => (isInPlan(this.plan, s) ? 1 : 0));
    this.hashText = createHash('sha256').update(targets).digest('hex').slice(0, 16);
  }
}
