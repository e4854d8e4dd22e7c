import {
  type ClearanceInput,
  hasFlag,
  isDrivable,
  isInPlan,
  type JudgedClearance,
  judgeClearance,
  SEGMENT_FLAG,
} from '#domain';
import { type AreaSituation, situationOf } from './area-situation.js';
import type { LivePicture } from './live-picture.js';

/** Without a storm a plowing is forgotten after this time: the road then says no data. */
const REMEMBERED_MS = 48 * 3_600_000;

/** Judges any directed segment at one instant, from the live picture as it stands. */
export class ClearanceBoard {
  readonly situations: readonly AreaSituation[];
  private readonly workingNow: ReadonlySet<number>;

  constructor(
    private readonly picture: LivePicture,
    readonly nowAt: number,
  ) {
    this.situations = picture.register.areas.map((area) => situationOf(area, nowAt, picture));
    this.workingNow = picture.working.at(nowAt);
  }

  situationOfSegment(segment: number): AreaSituation {
    return this.situations[this.picture.register.areaOf[segment]];
  }

  judge(directed: number): JudgedClearance {
    return judgeClearance(this.inputOf(directed));
  }

  /** Everything that the clearance of a directed segment follows from; also what its card shows. */
  inputOf(directed: number): ClearanceInput {
    const { register, weather } = this.picture;
    const segment = directed >> 1;
    const plan = register.plan!;
    const situation = this.situations[register.areaOf[segment]];
    const { plowedAt, countedFromAt } = this.plowingOf(directed, situation);
    const route = plan.routeIndex[segment];
    return {
      nowAt: this.nowAt,
      meltingPipe: hasFlag(this.picture.network!, segment, SEGMENT_FLAG.meltingPipe),
      inPlan: isInPlan(plan, segment),
      inTunnel: hasFlag(this.picture.network!, segment, SEGMENT_FLAG.tunnel),
      workingNow: this.isWorkingOn(directed),
      stormStartedAt: situation.stormStartedAt,
      stormIsOver: situation.stormEndedAt !== null,
      plowedAt,
      countedFromAt,
      thresholdCm: plan.thresholdCm[segment],
      newSnowSinceStormCm: situation.newSnowCm,
      newSnowSincePlowedCm:
        plowedAt === null ? 0 : weather.snow.newSnowCm(situation.area, plowedAt, this.nowAt),
      unitSilent: situation.silent[route] ?? false,
      order: situation.orders[route]?.newest ?? null,
      clearedForMs: this.picture.settings.ageBandsMs[2],
    };
  }

  /** When the flags treated and passed begin to count: the storm's start, or one day back. */
  flagsSinceAt(segment: number): number {
    return this.situationOfSegment(segment).stormStartedAt ?? this.nowAt - 86_400_000;
  }

  private plowingOf(
    directed: number,
    { stormStartedAt }: AreaSituation,
  ): { plowedAt: number | null; countedFromAt: number | null } {
    const facts = this.picture.facts!;
    const plowedAt = facts.plowedAt[directed];
    const rememberedFrom = Math.min(stormStartedAt ?? this.nowAt, this.nowAt - REMEMBERED_MS);
    if (plowedAt === 0 || plowedAt < rememberedFrom) return { plowedAt: null, countedFromAt: null };
    return { plowedAt, countedFromAt: facts.countedFromAt[directed] || null };
  }

  /** The direction of a one-way street that nobody drives is in progress with the other one. */
  private isWorkingOn(directed: number): boolean {
    if (this.workingNow.has(directed)) return true;
    const alone = (directed & 1) === 1 && !isDrivable(this.picture.network!, directed);
    return alone && this.workingNow.has(directed ^ 1);
  }
}
