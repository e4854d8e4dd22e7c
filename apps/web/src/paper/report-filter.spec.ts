import { listPath, readFilter } from './report-filter.js';

const pathOf = (text: string, offset = 0): string => {
  const { group, filter } = readFilter(text, '2027-02-10');
  return listPath(group, filter, offset);
};

describe('what a list of reports asks for', () => {
  it('is all that waits, worst first, whatever its date', () => {
    expect(pathOf('queue')).toBe('/api/reports?states=submitted%2Cchecked&order=worst&offset=0');
    expect(pathOf('queue&clean=true', 500)).toBe(
      '/api/reports?clean=true&states=submitted%2Cchecked&order=worst&offset=500',
    );
  });

  it('is the last 35 days of the others, or what the reader chose', () => {
    expect(pathOf('open')).toBe('/api/reports?from=2027-01-06&states=draft%2Creturned&offset=0');
    expect(pathOf('done&from=2026-12-01&to=2026-12-31&states=settled')).toBe(
      '/api/reports?from=2026-12-01&to=2026-12-31&states=settled&offset=0',
    );
    expect(pathOf('gone')).toContain('from=2027-01-06&states=draft');
  });
});
