import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { archiveInvoices } from './archive/invoice-archive.js';
import type { NamedFile } from './archive/named-file.js';
import { decodeText } from './decode-text.js';
import { documentsOf, type SettledDocuments } from './every-format.js';
import { invoiceDocument, reportDocument, settlementDocument } from './hand-built-documents.js';

const OPENINGS = ['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠'];
const PLAIN_NUMBER = /^-?[\d.]+$/;

/** A night's paperwork of which every text that people write begins with this. */
const written = (opening: string): SettledDocuments => {
  const text = `${opening}HYPERLINK("http://example.invalid","雪")`;
  const texts = <Names extends object>(names: Names): Names =>
    Object.fromEntries(Object.keys(names).map((code) => [code, text])) as Names;
  const report = reportDocument();
  const settlement = settlementDocument();
  const { invoice, ...rest } = invoiceDocument();
  const names = {
    ...report.names,
    ...{ authorities: texts(report.names.authorities), contractors: texts(report.names.contractors) },
    ...{ workZones: texts(report.names.workZones), devices: texts(report.names.devices) },
  };
  const contract = { ...settlement.contract, title: text, clientOffice: text, supervisor: text };
  const { entries, history, machine } = report.report;
  const ofReport = {
    ...report.report,
    machine: { ...machine, plateNo: text, machineSpec: text },
    entries: {
      ...entries,
      ...{ operator: text, assistant: text, roadCondition: text, weather: text, agentType: text },
      ...{ dumpSiteId: text, incidents: [text, text], remarks: text },
    },
    history: history.map((step) => ({ ...step, by: text, reason: text })),
  };
  const issuer = { ...invoice.issuer, name: text, address: text, phone: text };
  const lines = invoice.lines.map((line) => ({ ...line, description: text }));
  const ofInvoice = { ...invoice, issuer, lines, contractTitle: text };
  return {
    reports: [{ ...report, report: ofReport, contract, names }],
    settlement: { ...settlement, contract, names },
    invoice: {
      ...rest,
      invoice: { ...ofInvoice, recipient: { ...invoice.recipient, addressee: text } },
      pdf: new Uint8Array(),
    },
    buyer: null,
    seller: null,
    side: 'issuer',
  };
};

const csvCells = (files: readonly NamedFile[]): [string, string][] =>
  files
    .filter(({ fileName }) => fileName.endsWith('.csv'))
    .flatMap(({ fileName, bytes }) => {
      const rows: string[][] = parse(decodeText(bytes, fileName), { relax_column_count: true });
      return rows.flat().map((cell): [string, string] => [fileName, cell]);
    });

/** Files of our own words: standby by kind, and the characters that CP932 lacks. */
const OURS = /待機・固定費|CP932置換一覧/;

describe.each(OPENINGS)('texts that begin with %j', (opening) => {
  const settled = written(opening);

  it('are formulas in no CSV', async () => {
    const { files } = await documentsOf(settled);
    const archive = unzipSync(archiveInvoices([{ ...settled.invoice!, replacedBy: null }], 'issuer'));
    const index = { fileName: '索引.csv', bytes: archive['索引.csv'] };
    const cells = csvCells([...files, index]);
    const formulas = cells.filter(
      ([, cell]) => OPENINGS.some((each) => cell.startsWith(each)) && !PLAIN_NUMBER.test(cell),
    );
    expect(formulas).toEqual([]);
    const kept = new Set(
      cells.filter(([, cell]) => cell.startsWith(`'${opening}HYPER`)).map(([file]) => file),
    );
    const all = [...files, index].map(({ fileName }) => fileName).filter((name) => name.endsWith('.csv'));
    expect(all.filter((name) => !kept.has(name) && !OURS.test(name))).toEqual([]);
  });

  it('are texts in every spreadsheet, as they were written', async () => {
    const { files } = await documentsOf(settled);
    const sheets = files.filter(({ fileName }) => fileName.endsWith('.xlsx'));
    expect(sheets).toHaveLength(3);
    for (const { bytes } of sheets) {
      const parts = Object.entries(unzipSync(bytes)).filter(([name]) => name.includes('worksheets/'));
      for (const [, xml] of parts) expect(Buffer.from(xml).toString('utf8')).not.toMatch(/<f[ >]/);
      const read = await readXlsxFile(Buffer.from(bytes));
      const cells = read.flatMap(({ data }) => data.flat()).map(String);
      expect(cells.some((cell) => cell.trim().startsWith(`${opening}HYPER`.trim()))).toBe(true);
    }
  });
});
