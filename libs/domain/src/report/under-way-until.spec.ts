import { drive, nightInput } from './hand-built-night.js';
import { at } from './hand-built-report.js';
import { clock, draftReport, HOUR_OF_PASSES } from './hand-built-workflow.js';
import { makeReports } from './make-reports.js';
import { REPORT_SETTINGS } from './report-settings.js';
import { underWayUntil } from './under-way-until.js';

describe('underWayUntil', () => {
  it('is half an hour after the last movement, of the last dispatch', () => {
    expect(underWayUntil(draftReport())).toBe(at(clock('21:30:00')));
    const later = drive('city', clock('22:00:00'), clock('23:00:00'));
    expect(underWayUntil(draftReport([...HOUR_OF_PASSES, ...later]))).toBe(at(clock('23:30:00')));
  });

  it('is the end of standby that no work followed', () => {
    const order = {
      ...{ id: 7, kind: 'standby_order' as const, routes: ['R-city'], vehicleIds: [1] },
      orderedAt: at(clock('22:00:00')),
      targetFinishAt: at('2027-01-13 01:00:00'),
    };
    const [report] = makeReports(nightInput([], { orders: [order] }), REPORT_SETTINGS).reports;
    expect(underWayUntil(report)).toBe(at('2027-01-13 01:00:00'));
  });

  it('is nothing where no work is left', () => {
    expect(underWayUntil({ ...draftReport(), dispatches: [] })).toBeNull();
  });
});
