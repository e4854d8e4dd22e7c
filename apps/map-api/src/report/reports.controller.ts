import { Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery } from '@nestjs/swagger';
import type { Account } from '#domain';
import type { ReportDetail, ReportList, ReportTrack } from '#wire';
import { AllowedTo, EVERY_ROLE } from '../staff/allowed-to.js';
import { RoadLookUp } from '../staff/road-look-up.js';
import { StaffController } from '../staff/staff-controller.js';
import { SentBy } from '../staff/staff-gate.js';
import { ReportDesk } from './report-desk.js';
import type { ReportQuery } from './report-query.js';
import { ReportReading } from './report-reading.js';
import { reportTrack } from './report-track.js';

/** Daily reports to read: everybody his own. */
@StaffController('reports')
export class ReportsController {
  constructor(
    private readonly desk: ReportDesk,
    private readonly reading: ReportReading,
    private readonly roads: RoadLookUp,
  ) {}

  @Get()
  @AllowedTo(...EVERY_ROLE)
  @ApiOperation({
    summary:
      'Reports, 500 from `offset` on: newest first (the last 35 days where from is left out), or worst first',
  })
  @ApiQuery({ name: 'from', required: false })
  @ApiQuery({ name: 'to', required: false })
  @ApiQuery({ name: 'states', required: false, description: 'separated by commas' })
  @ApiQuery({ name: 'machine', required: false })
  @ApiQuery({ name: 'order', required: false, description: 'worst: by what is found of them, of any date' })
  @ApiQuery({ name: 'clean', required: false, description: 'true: only those of which nothing is found' })
  @ApiQuery({ name: 'offset', required: false })
  list(@SentBy() account: Account, @Query() query: ReportQuery): Promise<ReportList> {
    return this.reading.list(account, query);
  }

  @Get(':reportNo')
  @AllowedTo(...EVERY_ROLE)
  @ApiOperation({ summary: 'A report with its dispatches, entries, findings and history' })
  async detail(@SentBy() account: Account, @Param('reportNo') reportNo: string): Promise<ReportDetail> {
    return this.reading.detail(account, await this.desk.find(account, reportNo));
  }

  @Get(':reportNo/track')
  @AllowedTo(...EVERY_ROLE)
  @ApiOperation({ summary: 'A report as lines on the roads' })
  async track(@SentBy() account: Account, @Param('reportNo') reportNo: string): Promise<ReportTrack> {
    const { network } = this.roads.needed();
    return reportTrack(network, await this.desk.find(account, reportNo));
  }
}
