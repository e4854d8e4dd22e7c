import { cityContract, drive, ROADS, type RoadName } from './hand-built-night.js';
import { workSpan } from './hand-built-report.js';
import { linesOf } from './report-lines.js';
import type { ReportSpan } from './report-span.js';

const [FROM, TO] = ['2027-01-12 20:00:00', '2027-01-12 20:20:00'];
const lineOf = (road: RoadName, changes: Partial<ReportSpan>) => {
  const passes = drive(road, FROM, TO);
  const span = workSpan(FROM, TO, 'shi', { passTo: passes.length, ...changes });
  const [line] = linesOf([span], passes, { calendar: cityContract().calendar, roads: ROADS });
  return [line.routeName, line.section === null, line.seconds];
};

describe('a line of a report', () => {
  it('has the name of its route and the section that was worked on', () => {
    expect(lineOf('city', { routeCode: 'R-city' })).toEqual(['city', false, 1200]);
  });

  it('counts work without any pass, such as a correction adds, and names no section', () => {
    expect(lineOf('city', { routeCode: 'R-city', passTo: 0 })).toEqual(['', true, 1200]);
  });

  it('has a section but no name on roads that no route names, since they may be several', () => {
    expect(lineOf('state', { ownerCode: 'kuni', routeCode: null })).toEqual(['', false, 1200]);
  });
});
