import type { Pass } from '../../pass/pass.js';
import { FINDING_SETTINGS } from '../../report/finding.js';
import { afterSteps } from '../../report/hand-built-workflow.js';
import { AUDIT_SETTINGS, type AuditedReport } from './audit-finding.js';
import { doubleBilling } from './double-billing.js';
import { reportsOnSharedRoads } from './shared-roads.js';

const SETTINGS = { ...FINDING_SETTINGS, ...AUDIT_SETTINGS, doubleS: 1 };
const START_AT = Date.parse('2027-01-12T20:00:00+09:00');

/** A linear congruential generator (Numerical Recipes), so that every run sees the same nights. */
const randomOf = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/** A night of eight passes of a minute each over a few segments, for one of two owners at a time. */
const nightOf = (no: number, random: (below: number) => number): AuditedReport => {
  const startAt = START_AT + random(4) * 1_800_000;
  const passes = Array.from({ length: 8 }, (_, i): Pass => {
    const at = startAt + i * 60_000;
    const [pass] = afterSteps(3).passes;
    return { ...pass, segment: random(12), direction: random(2), enteredAt: at, leftAt: at + 60_000 };
  });
  const [dispatch] = afterSteps(3).dispatches;
  const span = dispatch.spans.find(({ activity }) => activity === 'work')!;
  const owners = random(2) === 0 ? ['shi', 'shi'] : ['shi', 'ken'];
  const spans = owners.map((ownerCode, i) => ({
    ...{ ...span, ownerCode, passFrom: 4 * i, passTo: 4 * i + 4 },
    ...{ startAt: startAt + i * 240_000, endAt: startAt + (i + 1) * 240_000 },
  }));
  return {
    ...afterSteps(3),
    ...{ reportNo: `N-${no}`, machineCode: `J${no}`, contractorCode: `C${random(2)}` },
    passes,
    dispatches: [{ ...dispatch, spans }],
  };
};
const withRoads = (report: AuditedReport) => ({
  ...report,
  directed: [...new Set(report.passes.map(({ segment, direction }) => 2 * segment + direction))],
});

describe('reportsOnSharedRoads', () => {
  it('names every report that may be billed twice: without the passes of the others the audit finds the same', () => {
    let found = 0;
    let spared = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = randomOf(seed);
      const reports = Array.from({ length: 1 + random(4) }, (_, no) => nightOf(no, random));
      const shared = reportsOnSharedRoads(reports.map(withRoads));
      const read = reports.map((report) =>
        shared.has(report.reportNo) ? report : { ...report, passes: [] },
      );
      const findings = doubleBilling(reports, SETTINGS);
      expect(doubleBilling(read, SETTINGS)).toEqual(findings);
      found += findings.length;
      spared += reports.length - shared.size;
    }
    expect([found > 100, spared > 100]).toEqual([true, true]);
  });
});
