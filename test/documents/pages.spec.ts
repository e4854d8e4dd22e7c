import { reportDocument, settlementDocument } from '../../libs/documents/src/hand-built-documents.js';
import { printReport } from '../../libs/documents/src/pdf/report-pdf.js';
import { printSettlement } from '../../libs/documents/src/pdf/settlement-pdf.js';
import { pagesOf } from '../support/pdf-pages.js';
import { describeWithPrograms } from '../support/programs.js';

describeWithPrograms('pages of PDFs', ['pdftotext'], () => {
  it('has the boxes of a report on the page of the evidence that is signed, however long the report is', async () => {
    const document = reportDocument();
    const { report } = document;
    const [dispatch] = report.dispatches;
    const withLines = (count: number) => ({
      ...document,
      report: {
        ...report,
        dispatches: [{ ...dispatch, lines: Array(count).fill(dispatch.lines[0]) }],
      },
    });
    const lengths = new Set<number>();
    for (let count = 0; count < 40; count += 2) {
      const pages = pagesOf(await printReport(withLines(count)));
      lengths.add(pages.length);
      expect(pages.at(-1)).toContain(report.passesHash);
      expect(pages.at(-1)).toContain('運転手受注者確認監督員確認承認');
    }
    expect(lengths.size).toBeGreaterThan(1);
  });

  it('says on every page of a settlement that is not released that it may change', async () => {
    const document = { ...settlementDocument(31), isReleased: false };
    const pages = pagesOf(await printSettlement(document));
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect(page).toContain('精算書【未確定】');
    expect(pages[0]).toContain('まだ支払いに回していない精算です。');
    for (const page of pagesOf(await printSettlement({ ...document, isReleased: true })))
      expect(page).not.toContain('未確定');
  });
});
