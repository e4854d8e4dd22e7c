import { cityContract, drive, nightInput, prefContract } from './hand-built-night.js';
import { makeReports } from './make-reports.js';
import { REPORT_SETTINGS } from './report-settings.js';

const clock = (time: string): string => `2027-01-12 ${time}`;
const passed = (from: string, to: string) => drive('state', clock(from), clock(to), 'passed');
const night = [
  ...passed('19:50:00', '20:00:00'),
  ...drive('city', clock('20:00:00'), clock('20:20:00')),
  ...passed('20:20:00', '20:25:00'),
  ...drive('pref', clock('20:25:00'), clock('20:40:00')),
  ...passed('20:40:00', '20:42:00'),
];

describe('a drive between work under two contracts', () => {
  const deadheads = (contracts = [cityContract(), prefContract()]) =>
    makeReports(nightInput(night, { contracts }), REPORT_SETTINGS).reports.map(
      ({ contractId, dispatches }) => [
        contractId,
        dispatches.flatMap(({ spans }) =>
          spans
            .filter(({ activity }) => activity === 'deadhead')
            .map((span) => (span.endAt - span.startAt) / 1000),
        ),
      ],
    );

  it('goes with the work that it leads to, and at the end with the work before it', () => {
    expect(deadheads()).toEqual([
      ['K-ken', [300, 120]],
      ['K-shi', [600]],
    ]);
  });

  it('passes by work that no contract pays', () => {
    expect(deadheads([cityContract()])).toEqual([
      [null, []],
      ['K-shi', [600, 300, 120]],
    ]);
  });
});
