import type { Content, Definition, PdfMake } from 'pdfmake';
import { startOfDate } from '#domain';
import { fonts, NAME_FONT, TEXT_FONT } from './fonts.js';
import { text } from './layout.js';

/** What a page says in its margins. */
export interface PdfFrame {
  /** Title and number, at the foot of each page. */
  readonly number: string;
  /** Day of the document, which is also its creation date: the same document makes the same bytes. */
  readonly date: string;
  readonly author: string;
  readonly orientation: 'portrait' | 'landscape';
}

const PAGE_MARGIN = { left: 36, top: 32, right: 36, bottom: 36 } as const;

/**
 * The library, loaded when the first page is set: whoever only reads CSV need not wait for it. It is one object for the whole
 * process: it knows our fonts, and may open neither file nor address.
 */
const loadPdfMake = async (): Promise<PdfMake> => {
  const { default: pdfmake } = await import('pdfmake');
  if (pdfmake.fonts?.[TEXT_FONT] !== undefined) return pdfmake;
  for (const [name, bytes] of Object.entries(fonts().files))
    pdfmake.virtualfs.writeFileSync(`${name}.ttf`, bytes);
  pdfmake.setFonts({
    [TEXT_FONT]: { normal: 'text.ttf', bold: 'textBold.ttf' },
    [NAME_FONT]: { normal: 'name.ttf', bold: 'nameBold.ttf' },
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  return pdfmake;
};

const footer =
  ({ number }: PdfFrame) =>
  (page: number, pages: number): Content => ({
    columns: [
      text(number, { alignment: 'left' }),
      text(`${page} / ${pages}`, { alignment: 'right', width: 60 }),
    ],
    fontSize: 7.5,
    margin: [PAGE_MARGIN.left, 8, PAGE_MARGIN.right, 0],
  });

/** Sets a document on A4. */
export const printPdf = async (content: Content[], frame: PdfFrame): Promise<Uint8Array> => {
  const pdfmake = await loadPdfMake();
  const definition: Definition = {
    pageSize: 'A4',
    pageOrientation: frame.orientation,
    pageMargins: [PAGE_MARGIN.left, PAGE_MARGIN.top, PAGE_MARGIN.right, PAGE_MARGIN.bottom],
    defaultStyle: { font: TEXT_FONT, fontSize: 8.5, lineHeight: 1.2 },
    info: {
      title: frame.number,
      author: frame.author,
      creator: 'Yukimichi',
      producer: 'Yukimichi',
      creationDate: new Date(startOfDate(frame.date)),
    },
    language: 'ja',
    content,
    footer: footer(frame),
  };
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer());
};
