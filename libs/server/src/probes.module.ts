import {
  Controller,
  type DynamicModule,
  Get,
  Header,
  Inject,
  Module,
  Res,
  ServiceUnavailableException,
} from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, TerminusModule } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { HealthChecks, type NamedCheck } from './health.js';
import { Metrics } from './metrics.js';

@Controller('health')
class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    @Inject(HealthChecks) private readonly checks: HealthChecks,
  ) {}

  /** 503 where only a restart of the process helps. */
  @Get('live')
  @Header('cache-control', 'no-store')
  live(@Res({ passthrough: true }) reply: FastifyReply) {
    return this.ask(this.checks.liveness, reply);
  }

  /** 503 with the reasons while the process cannot do its work. */
  @Get('ready')
  @Header('cache-control', 'no-store')
  ready(@Res({ passthrough: true }) reply: FastifyReply) {
    return this.ask(this.checks.readiness, reply);
  }

  private async ask(checks: readonly NamedCheck[], reply: FastifyReply): Promise<unknown> {
    try {
      return await this.health.check(checks.map((each) => () => this.indicate(each)));
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      // Terminus' own body, which names what is down, instead of a problem.
      reply.code(503);
      return error.getResponse();
    }
  }

  private async indicate({ name, check }: NamedCheck) {
    const indicator = this.indicators.check(name);
    const { ok, reason } = await check();
    if (!ok) return indicator.down(reason);
    return reason === '' ? indicator.up() : indicator.up(reason);
  }
}

@Controller('metrics')
class MetricsController {
  constructor(@Inject(Metrics) private readonly metrics: Metrics) {}

  @Get()
  async print(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    reply.header('content-type', this.metrics.contentType).header('cache-control', 'no-store');
    return this.metrics.print();
  }
}

/** `GET /health/live`, `GET /health/ready` and `GET /metrics` of a process. */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a Nest module is a class.
export class ProbesModule {
  static register({ health, metrics }: { health: HealthChecks; metrics: Metrics }): DynamicModule {
    return {
      module: ProbesModule,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: HealthChecks, useValue: health },
        { provide: Metrics, useValue: metrics },
      ],
    };
  }
}
