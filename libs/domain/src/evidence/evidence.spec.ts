import { randomOf } from '../../../../fixtures/src/random.js';
import type { Contract } from '../contract/contract.js';
import type { Fix } from '../fix/fix.js';
import type { DailyReport } from '../report/daily-report.js';
import { cityContract, drive, fixAt, fixesBetween, nightInput } from '../report/hand-built-night.js';
import { at } from '../report/hand-built-report.js';
import { afterSteps } from '../report/hand-built-workflow.js';
import { makeReports } from '../report/make-reports.js';
import { REPORT_SETTINGS } from '../report/report-settings.js';
import { settleMonth } from '../settlement/settle-month.js';
import { settleSeason } from '../settlement/settle-season.js';
import type { Settlement, SettlementLine } from '../settlement/settlement.js';
import { canonicalJson } from './canonical-json.js';
import { chainFixes } from './fix-chain.js';
import { evidenceOfLines } from './line-evidence.js';
import { firstDifference, recomputeSettlement } from './recompute-settlement.js';
import { bundleFile, fixFileOf, manifestOf, rootHashOf } from './settlement-bundle.js';

const DAY = '2027-01-12';
const fixes: Fix[] = fixesBetween(`${DAY} 20:00:00`, `${DAY} 20:30:00`, 3);

describe('chainFixes', () => {
  const chain = chainFixes('J01', DAY, fixes);

  it('is one number for a machine’s day, whatever the order in which fixes came', () => {
    expect(chain).toMatchObject({ machineCode: 'J01', date: DAY, fixCount: 181 });
    // Pinned: another form of the records must have another version.
    expect(chain.head).toBe('cd15d4d8fac4ae0772e8cbe45fe0b10674b5fdc77ce55eff92edafe1704483e0');
    expect(chainFixes('J01', DAY, randomOf('chain').shuffle(fixes))).toEqual(chain);
    const resent = fixes.map((fix) => ({ ...fix, sentAt: 1 }));
    expect(chainFixes('J01', DAY, resent)).toEqual(chain);
  });

  it.each([
    ['left out', () => fixes.slice(1)],
    ['added', () => [...fixes, fixAt(at(`${DAY} 21:00:00`), 0)]],
    [
      'moved by a micro-degree',
      () => fixes.map((fix, i) => (i === 90 ? { ...fix, latE6: fix.latE6 + 1 } : fix)),
    ],
    ['a second later', () => fixes.map((fix, i) => (i === 90 ? { ...fix, fixAt: fix.fixAt + 1000 } : fix))],
    ['received at another time', () => fixes.map((fix, i) => (i === 0 ? { ...fix, receivedAt: 5 } : fix))],
    ['with the blade down', () => fixes.map((fix, i) => (i === 0 ? { ...fix, blade: true } : fix))],
    ['with a mock position', () => fixes.map((fix, i) => (i === 0 ? { ...fix, isMock: true } : fix))],
    ['of another device', () => fixes.map((fix, i) => (i === 0 ? { ...fix, deviceId: 2 } : fix))],
  ] as [string, () => Fix[]][])('tells a fix %s', (_, changed) => {
    expect(chainFixes('J01', DAY, changed()).head).not.toBe(chain.head);
  });

  it('is another one for another machine, and has its start without fixes', () => {
    const heads = [
      chain,
      chainFixes('J02', DAY, fixes),
      chainFixes('J01', DAY, []),
      chainFixes('J01', '2027-01-13', []),
    ];
    expect(new Set(heads.map(({ head }) => head)).size).toBe(4);
  });

  it('takes fixes of its day only', () => {
    expect(() => chainFixes('J01', '2027-01-13', fixes)).toThrow('A fix of 2027-01-12 is not of 2027-01-13');
  });
});

/** From passes to an approved report, to a settlement: case 14 of the field lessons, on roads of two owners. */
const contract: Contract = cityContract({
  owners: ['shi', 'ken'].map((authorityCode) => ({ authorityCode, standbyShare: 1 })),
});
const draft = makeReports(
  nightInput(
    [
      ...drive('city', '2026-12-31 21:50:00', '2026-12-31 22:47:13'),
      ...drive('pref', '2026-12-31 22:47:13', '2027-01-01 00:31:07'),
      ...drive('city', '2027-01-01 00:31:07', '2027-01-01 03:02:41'),
      ...drive('pref', '2027-01-01 03:02:41', '2027-01-01 05:10:00'),
    ],
    { contracts: [contract] },
  ),
  REPORT_SETTINGS,
).reports[0];
const report: DailyReport = afterSteps(3, draft);
const settled = ['2026-12', '2027-01'].map((month) => {
  const { settlement, faults } = settleMonth({ contract, month, reports: [report], earlier: [] });
  expect(faults).toEqual([]);
  return settlement!;
});
const [, january] = settled;
const bundle = { contract, settlement: january, reports: [report], earlier: [] };

describe('a settled night, from passes to yen', () => {
  it('keeps the 7 h 20 min of the night over both months', () => {
    expect(settled.map(({ rawS }) => rawS)).toEqual([7_800, 18_600]);
  });

  it('points from each line to passes, fixes, rules, contract and price', () => {
    const chains = ['2026-12-31', '2027-01-01', '2027-01-02'].map((date) => chainFixes('J01', date, []));
    const evidence = evidenceOfLines(january, [report], chains);
    expect(evidence.map(({ lineNo, priceId, yenPerHour }) => [lineNo, priceId, yenPerHour])).toEqual([
      [1, 'early/holiday', 13_005],
      [2, 'late_night/holiday', 16_505],
    ]);
    const [early, night] = evidence;
    expect(early).toMatchObject({ contractId: 'K-shi', contractVersion: 1, rulesVersion: 2 });
    expect(night.spans.map(({ span, seconds, passes }) => [span, seconds, passes.length])).toEqual([
      [1, 1_867, 9],
      [2, 9_094, 9],
      [3, 7_039, 9],
    ]);
    expect(early.fixChains.map(({ date }) => date)).toEqual(['2027-01-01']);
    expect(night.fixChains.map(({ date }) => date)).toEqual(['2026-12-31', '2027-01-01']);
    expect(() => evidenceOfLines(january, [{ ...report, revision: 2 }], chains)).toThrow(RangeError);
  });
});

describe('recomputeSettlement', () => {
  it('agrees with what was settled', () => {
    expect(settled.map((settlement) => recomputeSettlement({ ...bundle, settlement }))).toEqual([null, null]);
    const throughJson = JSON.parse(JSON.stringify(bundle));
    expect(recomputeSettlement(throughJson)).toBeNull();
  });

  it('names the first line that differs', () => {
    const lines = january.lines.map((line) => (line.lineNo === 2 ? { ...line, yen: line.yen + 1 } : line));
    expect(recomputeSettlement({ ...bundle, settlement: { ...january, lines } })?.en).toBe(
      `Line 2: lines[1].yen is ${lines[1].yen} in the settlement and ${lines[1].yen - 1} recomputed.`,
    );
    const total = recomputeSettlement({ ...bundle, settlement: { ...january, totalYen: 1 } });
    expect(total).toMatchObject({
      code: 'differs',
      en: expect.stringMatching(/^totalYen is 1 in the settlement/),
    });
  });

  it('names the line though all its sums fit and the fields are in the order of the file', () => {
    const longer = (line: SettlementLine): SettlementLine => ({
      ...line,
      billedS: line.billedS + 1800,
      yen: line.yen + 7_000,
    });
    const lines = january.lines.map((line) => (line.lineNo === 2 ? longer(line) : line));
    const sums = { billedS: january.billedS + 1800, totalYen: january.totalYen + 7_000 };
    const stored: Settlement = JSON.parse(canonicalJson({ ...january, ...sums, lines }));
    expect(recomputeSettlement({ ...bundle, settlement: stored })?.en).toMatch(
      /^Line 2: lines\[1\]\.billedS is \d+ in the settlement and \d+ recomputed\.$/,
    );
  });

  it.each([1, 2, january.lines.length])('says that line %i is missing', (lineNo) => {
    const lines = january.lines.filter((line) => line.lineNo !== lineNo);
    expect(recomputeSettlement({ ...bundle, settlement: { ...january, lines, billedS: 0 } })?.en).toBe(
      `Line ${lineNo} is missing in the settlement; recomputed, it is there.`,
    );
  });

  it('sees a changed price, report or pass', () => {
    const prices = contract.prices.map((price) => ({ ...price, yenPerHour: price.yenPerHour + 1 }));
    const cheaper = recomputeSettlement({ ...bundle, contract: { ...contract, prices } });
    expect(cheaper?.en).toMatch(/^Line 1: lines\[0\]\.yenPerHour is 13005 in the settlement and 13006/);
    const draftOnly = recomputeSettlement({ ...bundle, reports: [draft] });
    expect(draftOnly?.code).toBe('not_settleable');
    const moved = report.passes.map((pass, i) => (i === 0 ? { ...pass, leftAt: pass.leftAt + 1 } : pass));
    expect(recomputeSettlement({ ...bundle, reports: [{ ...report, passes: moved }] })?.code).toBe(
      'passes_hash',
    );
    expect(recomputeSettlement({ ...bundle, settlement: { ...january, rulesVersion: 9 } })?.code).toBe(
      'rules_version',
    );
    expect(recomputeSettlement({ ...bundle, contract: { ...contract, standby: [] } })?.code).toBe(
      'contract_faulty',
    );
  });

  it('settles a season’s end again', () => {
    const months = ['2026-11', '2026-12', '2027-01', '2027-02', '2027-03'].map(
      (month) => settleMonth({ contract, month, reports: [], earlier: [] }).settlement!,
    );
    const { settlement } = settleSeason(contract, months);
    expect(
      recomputeSettlement({ ...bundle, settlement: settlement!, reports: [], earlier: months }),
    ).toBeNull();
  });
});

describe('firstDifference', () => {
  it.each([
    [{ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, null],
    [{ a: 1 }, { a: 1, b: 2 }, 'b'],
    [{ a: [1, 2] }, { a: [1] }, 'a[1]'],
    [{ a: { b: null } }, { a: { b: {} } }, 'a.b'],
    [[{ yen: 1 }], [{ yen: 2 }], '[0].yen'],
  ])('%j and %j', (settled, recomputed, path) => {
    expect(firstDifference(settled, recomputed)?.path ?? null).toBe(path);
  });
});

describe('the bundle', () => {
  const files = [bundleFile('settlement.json', '{}'), bundleFile('contract.json', '{"名":"契約"}')];

  it('has one root hash over all its files', () => {
    expect(files[1].bytes).toBe(16);
    const root = rootHashOf(files);
    expect(rootHashOf([...files].reverse())).toBe(root);
    expect(rootHashOf(files.slice(1))).not.toBe(root);
    expect(rootHashOf([files[0], bundleFile('contract.json', '{"名":"契勺"}')])).not.toBe(root);
    expect(manifestOf(january, files)).toMatchObject({
      contractId: 'K-shi',
      month: '2027-01',
      rootHash: root,
    });
  });

  it('names a file of fixes for any machine code', () => {
    expect(fixFileOf({ machineCode: 'S 1/2', date: DAY })).toBe('fixes/2027-01-12_S%201%2F2.jsonl');
  });
});

it('writes JSON in one form only', () => {
  expect(canonicalJson({ b: [{ d: 1, c: undefined, a: null }], a: 'x' })).toBe(
    '{"a":"x","b":[{"a":null,"d":1}]}',
  );
});
