import { type Scope, scopeOf } from '../../account.js';
import { type KeyedFinding, seenFinding } from './seen-finding.js';

const finding = (code: KeyedFinding['code'], changes: Partial<KeyedFinding> = {}): KeyedFinding =>
  ({
    code,
    id: `${code} N1-P1-K-C1@1 N1-P2-K-C2@1`,
    reportNos: ['N1-P1-K-C1', 'N1-P2-K-C2'],
    machineCodes: ['P1', 'P2'],
    evidence: { minutes: 58, nearMinutes: 58, meanApartM: 0, overlapS: 3540, seconds: 3600, segments: 6 },
    ja: '日報「N1-P1-K-C1」と「N1-P2-K-C2」、機械「P1」と「P2」。',
    en: '"N1-P1-K-C1" and "N1-P2-K-C2", machines "P1" and "P2".',
    ...changes,
  }) as KeyedFinding;

const reports = new Map([
  ['N1-P1-K-C1', { contractorCode: 'C1', clientCode: 'K', machineCode: 'P1' }],
  ['N1-P2-K-C2', { contractorCode: 'C2', clientCode: 'I', machineCode: 'P2' }],
]);
const scope = (changes: Partial<Scope>): Scope => ({
  contractorCode: null,
  machineCodes: null,
  clientCode: null,
  ...changes,
});
const SHARED = ['twin_devices', 'overlapping_plates', 'double_billing'] as const;

describe('a finding between two contractors', () => {
  it.each(SHARED)('%s: tells a contractor and a driver nothing of the other one', (code) => {
    for (const [own, own2, theirs] of [
      [scope({ contractorCode: 'C1' }), 'P1', ['P2', 'C2']],
      [scope({ machineCodes: ['P2'] }), 'P2', ['P1', 'C1']],
    ] as const) {
      const seen = seenFinding(finding(code), own, reports);
      const text = JSON.stringify(seen);
      expect([seen.reportNos.length, seen.machineCodes]).toEqual([1, [own2]]);
      expect(seen.ja).toContain(own2);
      expect(seen.en).toContain(own2);
      for (const word of theirs) expect(text).not.toContain(word);
    }
  });

  it('is read whole by a client, by an auditor, and by whoever has both', () => {
    for (const whole of [
      scopeOf({ role: 'client', authorityCode: 'K' } as Parameters<typeof scopeOf>[0]),
      scope({}),
      scope({ machineCodes: ['P1', 'P2'] }),
    ])
      expect(seenFinding(finding('twin_devices'), whole, reports)).toEqual(finding('twin_devices'));
  });

  it('leaves findings about one report as they are', () => {
    const own = finding('gps_gap', { reportNos: ['N1-P1-K-C1'], machineCodes: ['P1'] });
    expect(seenFinding(own, scope({ contractorCode: 'C1' }), reports)).toEqual(own);
  });
});
