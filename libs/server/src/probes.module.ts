import { Controller, type DynamicModule, Get, Inject, Module } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, TerminusModule } from '@nestjs/terminus';
import type { FixLog } from '#fix-log';
import type { Database } from '#store';

/** What readiness asks. */
export interface HealthParts {
  readonly database: Database;
  readonly fixLog: FixLog;
}

const HEALTH_PARTS = Symbol('HealthParts');

@Controller('health')
class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    @Inject(HEALTH_PARTS) private readonly parts: HealthParts,
  ) {}

  /** The process runs and answers. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The database answers and the fix log takes records. */
  @Get('ready')
  ready() {
    return this.health.check([() => this.checkDatabase(), () => this.checkFixLog()]);
  }

  private async checkDatabase() {
    const indicator = this.indicators.check('database');
    try {
      await this.parts.database.query('SELECT 1');
      return indicator.up();
    } catch (error) {
      return indicator.down((error as Error).message);
    }
  }

  private async checkFixLog() {
    const indicator = this.indicators.check('fixLog');
    const { ok, reason } = await this.parts.fixLog.health();
    return ok ? indicator.up() : indicator.down(reason);
  }
}

@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a Nest module is a class.
export class HealthModule {
  static register(parts: HealthParts): DynamicModule {
    return {
      module: HealthModule,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController],
      providers: [{ provide: HEALTH_PARTS, useValue: parts }],
    };
  }
}
