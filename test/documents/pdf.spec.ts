import { execFileSync } from 'node:child_process';
import {
  CONTRACTOR_NAME,
  FORMULA_REMARK,
  invoiceDocument,
  ROOT_HASH,
  reportDocument,
  settlementDocument,
} from '../../libs/documents/src/hand-built-documents.js';
import { fontRuns } from '../../libs/documents/src/pdf/fonts.js';
import { printInvoice } from '../../libs/documents/src/pdf/invoice-pdf.js';
import { printPdf } from '../../libs/documents/src/pdf/print-pdf.js';
import { printReport } from '../../libs/documents/src/pdf/report-pdf.js';
import { printSettlement } from '../../libs/documents/src/pdf/settlement-pdf.js';
import { printDuration } from '../../libs/documents/src/table.js';
import { pagesOf } from '../support/pdf-pages.js';
import { describeWithPrograms } from '../support/programs.js';

/** A long name is broken over lines, between which other columns stand. */
const readsOver = (page: string, text: string): boolean => {
  let at = 0;
  for (const character of page) if (character === [...text][at]) at += 1;
  return at === [...text].length;
};

const MARGIN_PT = 36;

/** Least distance of any word from the left and the right edge of its page, in points, and how many words there are. */
const marginsOf = (pdf: Uint8Array): [left: number, right: number, words: number] => {
  const boxes = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf, encoding: 'utf8' });
  let pageWidth = 0;
  let [left, right, words] = [Infinity, Infinity, 0];
  for (const [, width, xMin, xMax] of boxes.matchAll(
    /<page width="([\d.]+)"|<word xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.]+)"/g,
  )) {
    if (width !== undefined) {
      pageWidth = Number(width);
      continue;
    }
    left = Math.min(left, Number(xMin));
    right = Math.min(right, pageWidth - Number(xMax));
    words += 1;
  }
  return [left, right, words];
};

const yen = (value: number): string => value.toLocaleString('en');

describeWithPrograms('PDFs as poppler reads them', ['pdftotext', 'pdffonts', 'pdfinfo'], () => {
  it('prints a daily report with times, lines, findings, corrections and hashes', async () => {
    const document = reportDocument();
    const { report, chains, findings } = document;
    expect(findings).toHaveLength(1);
    const pages = pagesOf(await printReport(document));
    const all = pages.join('');
    for (const text of [
      '除雪作業日報',
      report.reportNo,
      '登録番号デモ900ゆ00-01',
      '運転手髙橋𠮷男',
      '助手架空次郎',
      '積雪深(cm)25',
      '散布量(kg)350',
      '出庫19:50:00帰庫22:40:00',
      '作業開始20:00:00作業終了22:30:00',
      '実作業1:35:00(95.0分)',
      '待機0:15:00(15.0分)',
      '契約外',
      '凍結防止剤散布',
      '速度超過',
      '交差点で待機',
      '20:10:00～20:25:00作業(新雪除雪)20:10:00～20:25:00待機',
      findings[0].ja,
      FORMULA_REMARK,
      report.passesHash,
      chains[0].head,
      '受注者確認監督員確認承認',
    ])
      expect(all).toContain(text.replace(/\s/gu, ''));
    expect(readsOver(pages[0], CONTRACTOR_NAME)).toBe(true);
  });

  it('prints a settlement whose breakdown repeats its headings on every page', async () => {
    const document = settlementDocument(31);
    const { settlement } = document;
    const [cover, ...breakdown] = pagesOf(await printSettlement(document));
    expect(cover).toContain(`精算額${yen(settlement.totalYen)}円`);
    expect(cover).toContain(ROOT_HASH);
    expect(readsOver(cover, CONTRACTOR_NAME)).toBe(true);
    expect(breakdown.length).toBeGreaterThan(1);
    for (const page of breakdown) expect(page).toContain('単価(円/h)金額(円)');
    for (const line of settlement.lines)
      expect(breakdown.join('')).toContain(
        `${printDuration(line.billedS)}${yen(line.yenPerHour)}${yen(line.yen)}`,
      );
    expect(breakdown.at(-1)).toContain(yen(settlement.workYen));
    expect(breakdown.at(-1)).toContain(`${breakdown.length + 1}/${breakdown.length + 1}`);
  });

  it('prints the six items of a qualified invoice, and what Komatsu asks for', async () => {
    const document = invoiceDocument(31);
    const { invoice } = document;
    const [page] = pagesOf(await printInvoice(document));
    for (const text of [
      '(適格請求書)',
      '登録番号T7123456789012',
      '取引期間2027-01-01～2027-01-31',
      ...invoice.lines.map(({ description, amountYen }) => `${description}|${yen(amountYen)}`),
      `10${yen(invoice.netYen)}${yen(invoice.taxYen)}`,
      '架空市長様',
      `ご請求金額${yen(invoice.totalYen)}円`,
      '請求根拠(名称・数量・単価)',
      '架空銀行本店普通0000001',
      '発行責任者架空花子(電話000-0000-0001)',
      '担当者架空次郎(電話000-0000-0002)',
      '支払期限:検査後に適正な請求書を受理した日から30日以内(政府契約の支払遅延防止等に関する法律',
      ROOT_HASH,
      '1/1',
    ])
      for (const part of text.split('|')) expect(page).toContain(part.replace(/\s/gu, ''));
    expect(readsOver(page, CONTRACTOR_NAME)).toBe(true);
  });

  it('prints a plain invoice for a business that is not registered, as Nonoichi asks', async () => {
    const document = invoiceDocument(0, { registrationNo: null });
    const recipient = { ...document.invoice.recipient, template: 'nonoichi' as const };
    const [page] = pagesOf(await printInvoice({ ...document, invoice: { ...document.invoice, recipient } }));
    expect(page).toContain('請求書');
    expect(page).toContain('消費税相当額');
    expect(page).toContain('請求内容');
    expect(page).not.toMatch(/適格|登録番号|請求根拠/u);
  });

  it('keeps names of 40 wide letters and long remarks between the margins, on every page', async () => {
    const wide = 'W'.repeat(40);
    const document = reportDocument();
    const [dispatch] = document.report.dispatches;
    const lines = Array.from({ length: 30 }, (_, i) => ({ ...dispatch.lines[0], routeName: `${wide}${i}` }));
    const report = {
      ...document.report,
      dispatches: [{ ...dispatch, lines }],
      entries: { ...document.report.entries, remarks: '長い特記事項。'.repeat(200) },
    };
    const names = { ...document.names, contractors: { C01: wide } };
    const pdfs = [
      await printReport({ ...document, report, names }),
      await printSettlement({ ...settlementDocument(31), names }),
      await printInvoice(invoiceDocument(31, { name: wide, address: wide })),
    ];
    for (const pdf of pdfs) {
      const [left, rightGap, words] = marginsOf(pdf);
      expect(left).toBeGreaterThan(MARGIN_PT - 1);
      expect(rightGap).toBeGreaterThan(MARGIN_PT - 1);
      expect(words).toBeGreaterThan(100);
    }
  });

  it('embeds the fonts, names the document and makes the same bytes again', async () => {
    const document = invoiceDocument();
    const pdf = await printInvoice(document);
    expect(Buffer.from(await printInvoice(document)).equals(pdf)).toBe(true);
    const fonts = execFileSync('pdffonts', ['-'], { input: pdf, encoding: 'utf8' }).split('\n').slice(2, -1);
    expect(fonts.map((line) => line.split(/\s+/)[0].slice(7)).sort()).toEqual([
      'BIZUDPGothic-Bold',
      'BIZUDPGothic-Regular',
      'NotoSansJP-Regular',
    ]);
    for (const line of fonts) expect(line).toMatch(/ yes yes yes /);
    const about = execFileSync('pdfinfo', ['-isodates', '-'], { input: pdf, encoding: 'utf8' });
    expect(about).toMatch(/Title: +請求書 C01-2026-0001/u);
    expect(about).toMatch(/CreationDate: +2027-02-04T15:00:00Z/);
    expect(about).toMatch(/Page size: +595\.28 x 841\.89 pts \(A4\)/);
  });

  it('opens no file and no address', async () => {
    const frame = {
      title: 'x',
      number: 'x',
      date: '2027-01-01',
      author: 'x',
      orientation: 'portrait',
    } as const;
    const image = (src: string) => [{ image: src } as never];
    await expect(printPdf(image('/etc/hostname'), frame)).rejects.toThrow('denied');
    await expect(printPdf(image('http://127.0.0.1:9/x.png'), frame)).rejects.toThrow();
  });
});

describe('fonts', () => {
  it('sets what BIZ UDPGothic lacks in Noto Sans JP, and marks what both lack', () => {
    expect(fontRuns('𠮷田と髙橋')).toEqual([
      { text: '𠮷', font: 'NotoSansJP' },
      { text: '田と髙橋', font: 'BizUDPGothic' },
    ]);
    expect(fontRuns('辻\u{E0100}\n😀')).toEqual([{ text: '辻\n〓', font: 'BizUDPGothic' }]);
  });
});
