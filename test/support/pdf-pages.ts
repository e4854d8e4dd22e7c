import { execFileSync } from 'node:child_process';

/** Pages of a PDF as poppler reads them, without spaces and line breaks, which depend on the layout. */
export const pagesOf = (pdf: Uint8Array): string[] =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
    .split('\f')
    .slice(0, -1)
    .map((page) => page.replace(/\s/gu, ''));
