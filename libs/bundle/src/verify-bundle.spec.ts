import { BUNDLE_MANIFEST_FILE, type DailyReport, type Fix, REPORT_SETTINGS, type Settlement } from '#domain';
import { townBundle } from '../../../test/support/town-bundle.js';
import { type BundleContents, type BundleFiles, bundleFiles } from './bundle-contents.js';
import { UnreadableBundleError } from './bundle-faults.js';
import { type Verification, verifyBundle } from './verify-bundle.js';
import { zipFiles } from './zip.js';

const contents = townBundle();
const { files, manifest } = bundleFiles(contents);
const zip = zipFiles(files);

const verify = (changed: BundleFiles, root: string | null = null): Verification =>
  verifyBundle(zipFiles(changed), root);
const codesOf = ({ faults }: Verification): string[] => [...new Set(faults.map(({ code }) => code))];

/** The files with one of them rewritten, the manifest left as it was. */
const withText = (path: string, change: (text: string) => string): BundleFiles => {
  const before = new TextDecoder().decode(files.get(path));
  const after = change(before);
  if (after === before) throw new Error(`${path} was not changed`);
  return new Map([...files, [path, new TextEncoder().encode(after)]]);
};
const withJson = <Value>(path: string, change: (value: Value) => Value): BundleFiles =>
  withText(path, (text) => JSON.stringify(change(JSON.parse(text))));
const withReports = (change: (report: DailyReport, i: number) => DailyReport): BundleFiles =>
  withText('reports.jsonl', (text) =>
    text
      .trimEnd()
      .split('\n')
      .map((line, i) => JSON.stringify(change(JSON.parse(line), i)))
      .join('\n'),
  );
const without = (path: string): BundleFiles => new Map([...files].filter(([each]) => each !== path));
const fixFile = [...files.keys()].find((path) => path.startsWith('fixes/'))!;

describe('verify', () => {
  it('makes an honest bundle again, to the yen', () => {
    const result = verifyBundle(zip, null);
    expect(result.faults).toEqual([]);
    expect(result).toMatchObject({ verdict: 'consistent', rootHash: manifest.rootHash, month: '2026-01' });
    expect(result.totalYen).toBe(contents.bundle.settlement.totalYen);
    expect([result.fixes, result.passes, result.lines].every((count) => count > 1)).toBe(true);
    expect(contents.bundle.settlement.workYen).toBeGreaterThan(0);
    expect(verifyBundle(zip, ` ${manifest.rootHash.toUpperCase()}`).verdict).toBe('original');
  });

  it('writes the same bytes for the same contents', () => {
    expect(Buffer.from(zipFiles(bundleFiles(townBundle()).files)).equals(Buffer.from(zip))).toBe(true);
  });

  it('names the line of one yen', () => {
    const last = contents.bundle.settlement.lines.length - 1;
    const changed = withJson<Settlement>('settlement.json', (settlement) => ({
      ...settlement,
      lines: settlement.lines.map((line, i) => (i === last ? { ...line, yen: line.yen + 1 } : line)),
    }));
    const result = verify(changed);
    expect(result.verdict).toBe('differs');
    expect(result.faults[0].en).toMatch(
      new RegExp(
        `^Line ${last + 1}: lines\\[${last}\\]\\.yen is \\d+ in the settlement and \\d+ recomputed\\.$`,
      ),
    );
    expect(codesOf(result)).toEqual(['settlement_differs', 'invoice_differs', 'file_changed']);
  });

  it('names the machine and day of one fix', () => {
    const moved = withText(fixFile, (text) => {
      const [first, ...rest] = text.split('\n');
      const fix = JSON.parse(first) as Fix;
      return [JSON.stringify({ ...fix, latE6: fix.latE6 + 1 }), ...rest].join('\n');
    });
    const result = verify(moved);
    expect(codesOf(result)).toEqual(expect.arrayContaining(['chain_differs', 'file_changed']));
    expect(result.faults.find(({ code }) => code === 'chain_differs')!.en).toContain(
      'machine "T-1" on 2026-01-24',
    );
  });

  it('misses a fix that was left out', () => {
    const result = verify(withText(fixFile, (text) => text.slice(text.indexOf('\n') + 1)));
    expect(codesOf(result)).toContain('chain_differs');
  });

  it.each([{ version: 9 }, { fixCount: 1 }, { head: 'f'.repeat(64) }])(
    'knows a chain of %j for no chain of its fixes',
    (other) => {
      const changed = withJson<object[]>('chains.json', ([chain, ...rest]) => [
        { ...chain, ...other },
        ...rest,
      ]);
      expect(codesOf(verify(changed))).toContain('chain_differs');
    },
  );

  it('names the report of one pass', () => {
    const result = verify(
      withReports((report, i) =>
        i > 0
          ? report
          : {
              ...report,
              passes: report.passes.map((pass, at) =>
                at === 2 ? { ...pass, leftAt: pass.leftAt + 60_000 } : pass,
              ),
            },
      ),
    );
    const { reportNo } = contents.bundle.reports[0];
    expect(codesOf(result)).toEqual(['settlement_differs', 'pass_differs', 'file_changed']);
    for (const { en } of result.faults.slice(0, 2)) expect(en).toContain(reportNo);
  });

  it('makes each report again by the settings that it was made with', () => {
    const own = bundleFiles(townBundle({ ...REPORT_SETTINGS, plainWorkType: 'packed_snow' }));
    expect(verify(own.files, own.manifest.rootHash)).toMatchObject({ verdict: 'original', faults: [] });
    const others = withReports((report) => ({
      ...report,
      settings: { ...report.settings, plainWorkType: 'packed_snow' },
    }));
    expect(codesOf(verify(others))).toEqual(['report_differs', 'file_changed']);
  });

  it('finds time that the fixes do not have, though every sum was made to fit', () => {
    const longer = (report: DailyReport): DailyReport => ({
      ...report,
      dispatches: report.dispatches.map((dispatch) => ({
        ...dispatch,
        spans: dispatch.spans.map((span) => ({ ...span, activity: 'work', workType: 'fresh_snow' }) as const),
      })),
    });
    const forged: BundleContents = {
      ...contents,
      bundle: { ...contents.bundle, reports: contents.bundle.reports.map(longer) },
    };
    const result = verify(bundleFiles(forged).files);
    expect(codesOf(result)).toContain('report_differs');
  });

  it('names the standby line whose evidence is another', () => {
    expect(contents.bundle.settlement.standby.length).toBeGreaterThan(0);
    const changed = withText('standby-evidence.jsonl', (text) =>
      text.replace('"lineNos":[1', '"lineNos":[2'),
    );
    const result = verify(changed);
    expect(codesOf(result)).toEqual(['evidence_differs', 'file_changed']);
    expect(result.faults[0].en).toMatch(/^Line S2: its evidence \(\[1\]\.settled/);
  });

  it('tells a bundle that was rewritten as a whole only by the printed root', () => {
    const { bundle } = contents;
    const contract = { ...bundle.contract, title: '別の件名' };
    const forged = bundleFiles({ ...contents, bundle: { ...bundle, contract } }).files;
    expect(verify(forged).verdict).toBe('consistent');
    const result = verify(forged, manifest.rootHash);
    expect(result.verdict).toBe('differs');
    expect(codesOf(result)).toEqual(['root_differs']);
  });

  it('finds an invoice that asks for another sum', () => {
    const result = verify(
      withJson<{ totalYen: number }[]>('invoices.json', (invoices) =>
        invoices.map((invoice) => ({ ...invoice, totalYen: invoice.totalYen + 10 })),
      ),
    );
    expect(codesOf(result)).toEqual(['invoice_differs', 'file_changed']);
  });

  it('says why an invoice cannot be made again', () => {
    const [invoice] = contents.bundle.invoices;
    const issuer = { ...invoice.issuer, registrationNo: 'T1' };
    const bundle = { ...contents.bundle, invoices: [{ ...invoice, issuer }] };
    expect(verify(bundleFiles({ ...contents, bundle }).files).faults).toMatchObject([
      { code: 'invoice_differs', en: expect.stringContaining('"T1" is not T and 13 digits') },
    ]);
  });

  it('misses an invoice, and finds one too many', () => {
    const { invoices } = contents.bundle;
    const withInvoices = (given: typeof invoices): string[] =>
      codesOf(verify(bundleFiles({ ...contents, bundle: { ...contents.bundle, invoices: given } }).files));
    expect(withInvoices([])).toEqual(['invoice_differs']);
    expect(withInvoices([...invoices, { ...invoices[0], invoiceNo: 'C01-2025-0009' }])).toEqual([
      'invoice_differs',
    ]);
  });

  it('finds a file that nobody listed, and a manifest of other contents', () => {
    const added = verify(new Map([...files, ['note.txt', new Uint8Array()]]));
    expect(codesOf(added)).toEqual(['file_unlisted']);
    const other = verify(
      withJson<object>(BUNDLE_MANIFEST_FILE, (value) => ({ ...value, rootHash: 'f'.repeat(64) })),
    );
    expect(codesOf(other)).toEqual(['manifest_differs']);
  });

  it.each([
    ['a removed file of fixes', () => zipFiles(without(fixFile)), fixFile],
    ['a removed settlement', () => zipFiles(without('settlement.json')), 'settlement.json'],
    ['a removed manifest', () => zipFiles(without(BUNDLE_MANIFEST_FILE)), 'it has no manifest.json'],
    ['a truncated zip', () => zip.slice(0, zip.length / 2), 'cannot be read as a zip'],
    ['no zip', () => new TextEncoder().encode('not a zip'), 'cannot be read as a zip'],
    ['an empty file', () => new Uint8Array(), 'cannot be read as a zip'],
    ['broken JSON', () => zipFiles(withText('chains.json', (text) => text.slice(1))), 'chains.json'],
    ['JSON of another shape', () => zipFiles(withText('contract.json', () => '{}')), 'cannot be verified'],
    [
      'another version',
      () => zipFiles(withText(BUNDLE_MANIFEST_FILE, (text) => text.replace('settlement/2', 'settlement/9'))),
      'yukimichi-settlement/9',
    ],
  ])('cannot read %s, and says so in a sentence', (_, make, words) => {
    const read = (): unknown => verifyBundle(make(), null);
    expect(read).toThrow(UnreadableBundleError);
    expect(read).toThrow(words);
  });
});
