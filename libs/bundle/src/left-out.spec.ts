import {
  type AuditFinding,
  changedAfterApprovalAudit,
  composeReport,
  type DailyReport,
  evidenceOfLines,
  evidenceOfStandby,
  fixFileOf,
  passesHash,
  settleMonth,
  workHash,
} from '#domain';
import { newYearBundle, newYearContext } from '../../../test/support/new-year-night.js';
import { type BundleContents, bundleFiles } from './bundle-contents.js';
import { verifyBundle } from './verify-bundle.js';
import { zipFiles } from './zip.js';

/** Bundles in which something was left out, and all the rest, sums, evidence and hashes, made to fit. */

const honest = newYearBundle('2027-01');
const { bundle } = honest;

type Bundle = BundleContents['bundle'];

/** The contents with other parts, settled again from them; what cannot be settled keeps its sums. */
const forged = (changes: Partial<Bundle>, days = honest.days): BundleContents => {
  const next = { ...bundle, ...changes };
  const { contract, reports, earlier, chains } = next;
  const settlement =
    settleMonth({ contract, month: '2027-01', reports, earlier }).settlement ?? bundle.settlement;
  return {
    ...honest,
    days,
    bundle: {
      ...next,
      settlement,
      evidence: evidenceOfLines(settlement, reports, chains),
      standbyEvidence: evidenceOfStandby(settlement, { reports, earlier, chains }),
    },
  };
};
const matching = (changes: Partial<Bundle['matching']>): BundleContents =>
  forged({ matching: { ...bundle.matching, ...changes } });
const verify = (contents: BundleContents) => verifyBundle(zipFiles(bundleFiles(contents).files), null);
const codesOf = (contents: BundleContents): string[] => [
  ...new Set(verify(contents).faults.map(({ code }) => code)),
];

/** The report with an hour of work added behind it, which no fix shows. */
const longer = (report: DailyReport): DailyReport => {
  const dispatches = report.dispatches.map((dispatch) => {
    const last = dispatch.spans[dispatch.spans.length - 1];
    const more = { ...last, startAt: last.endAt, endAt: last.endAt + 3_600_000, passFrom: 0, passTo: 0 };
    return { ...dispatch, spans: [...dispatch.spans, more] };
  });
  return composeReport(report, dispatches, newYearContext());
};
const withoutPass = (report: DailyReport): DailyReport => {
  const passes = report.passes.slice(0, -1);
  const shortened = (passTo: number): number => Math.min(passTo, passes.length);
  return {
    ...report,
    passes,
    passesHash: passesHash(passes),
    dispatches: report.dispatches.map((dispatch) => ({
      ...dispatch,
      spans: dispatch.spans.map((span) => ({ ...span, passTo: shortened(span.passTo) })),
    })),
  };
};
const longerReports = bundle.reports.map(longer);

it('says nothing of a bundle that is whole', () => {
  expect(verify(forged({}))).toMatchObject({ verdict: 'consistent', faults: [], paidAlthoughChanged: [] });
});

describe('verify sees that there is nothing of', () => {
  const { machines, orders, workStates, routes, authorities } = bundle.matching;
  const [firstDay, ...otherDays] = honest.days;

  it.each([
    [
      'a machine whose report has more work',
      () => forged({ reports: longerReports, matching: { ...bundle.matching, machines: [] } }),
      ['invoice_differs', 'report_differs'],
    ],
    ['a pass', () => forged({ reports: bundle.reports.map(withoutPass) }), ['report_differs']],
    [
      'the fixes of a day and their chain',
      () => forged({ chains: bundle.chains.slice(1) }, otherDays),
      ['pass_differs', 'report_differs'],
    ],
    [
      'the order to work, by which plowing was inferred',
      () => matching({ orders: [orders[0]] }),
      ['pass_differs', 'report_differs'],
    ],
    ['the standby order', () => matching({ orders: [orders[1]] }), ['report_differs']],
    ['the button that was pressed', () => matching({ workStates: [] }), ['pass_differs', 'report_differs']],
    [
      'another contract, to whose work the machine went',
      () => matching({ otherContracts: [] }),
      ['report_differs'],
    ],
    ['a route', () => matching({ routes: routes.filter(({ code }) => code !== 'main') }), ['report_differs']],
    [
      'the owner of a route',
      () => matching({ routes: routes.map((route) => ({ ...route, authorityCode: 'shi' })) }),
      ['report_differs'],
    ],
    ['the matcher that made the passes', () => matching({ matcherVersion: 0 }), ['matcher_differs']],
  ] as [string, () => BundleContents, string[]][])('%s', (_, make, codes) => {
    expect([machines.length, workStates.length, authorities.length, firstDay.fixes.length > 0]).toEqual([
      1,
      1,
      3,
      true,
    ]);
    expect(codesOf(make())).toEqual(codes);
  });

  it('a chain whose fixes lie there', () => {
    const { files } = bundleFiles({ ...honest, bundle: { ...bundle, chains: bundle.chains.slice(1) } });
    const all = bundleFiles(honest).files;
    const kept = new Map([...files, [fixFileOf(firstDay), all.get(fixFileOf(firstDay))!]]);
    const { faults } = verifyBundle(zipFiles(kept), null);
    expect(faults.map(({ en }) => en)).toContain(`The fixes in "${fixFileOf(firstDay)}" have no chain.`);
  });
});

describe('a report that was paid although it is another when made again', () => {
  const [changed] = longerReports;
  const made = workHash(bundle.reports[0]);
  const audit = (hash: string, decision: 'pay' | 'withhold' | null): BundleContents => {
    const finding: AuditFinding = changedAfterApprovalAudit(changed, hash);
    const decided = decision && {
      ...{ findingId: finding.id, clientCode: null, withheldReportNos: [], reason: '確かめた' },
      ...{ decision, by: '監督員', at: 0 },
    };
    return forged({ reports: longerReports, audits: [{ finding, decision: decided }], invoices: [] });
  };

  it('is told of where somebody decided on just that', () => {
    const { faults, paidAlthoughChanged } = verify(audit(made, 'pay'));
    expect(paidAlthoughChanged).toEqual([changed.reportNo]);
    expect(faults.map(({ code }) => code)).toEqual(['invoice_differs']);
  });

  it.each([
    ['nobody decided', () => audit(made, null)],
    ['it was withheld', () => audit(made, 'withhold')],
    ['somebody decided on another change', () => audit('f'.repeat(64), 'pay')],
  ])('is a difference where %s', (_, make) => {
    expect(codesOf(make())).toContain('report_differs');
  });
});
