import type { LeftOutReport } from '#wire';
import { element } from '../dom/element.js';
import { language } from '../text/language.js';
import { reportHref } from './report-rows.js';

/** Reports that are not paid with a settlement, each with why and the way to it. */
export const leftOutList = (reports: readonly LeftOutReport[]): HTMLElement =>
  element(
    'ul',
    { class: 'findings' },
    ...reports.map((report) =>
      element(
        'li',
        { class: 'open' },
        element('a', { href: reportHref(report) }, report.reportNo),
        element('p', {}, language() === 'ja' ? report.ja : report.en),
      ),
    ),
  );
