import type { ReportDetail, ReportSpan } from '#wire';
import { element } from '../dom/element.js';
import { factList } from '../dom/facts.js';
import { writtenEntries } from '../report/entry-fields.js';
import { gapReason } from '../report/gps-gaps.js';
import { hoursMinutes, km, timeOf } from '../text/format-paper.js';
import { ACTIVITY_WORDS, DISPATCH_WORDS, OWNERSHIP_WORDS, WORK_TYPE_WORDS } from '../text/paper-words.js';
import { AUTHORITY_WORDS, say } from '../text/words.js';
import { findingList } from './finding-list.js';
import { historyList } from './history-list.js';
import { reportLineTable } from './report-lines.js';
import { evidencePart, totalsPart } from './report-totals.js';
import { orWord, part } from './sheet-parts.js';
import type { Desk } from './view.js';

const facts = (detail: ReportDetail): HTMLElement =>
  factList(
    [say(['日報番号', 'No.']), `${detail.reportNo}${detail.revision > 1 ? ` 第${detail.revision}版` : ''}`],
    [
      say(['契約', 'Contract']),
      [detail.contractId, detail.contractTitle].filter(Boolean).join(' ') || say(['契約外', 'None']),
    ],
    [say(['発注者', 'Client']), [detail.client?.name, detail.clientOffice].filter(Boolean).join(' ') || '–'],
    [say(['監督員', 'Supervisor']), detail.supervisor ?? '–'],
    [
      say(['受注者', 'Contractor']),
      [detail.contractor?.code, detail.contractor?.name].filter(Boolean).join(' ') || '–',
    ],
    [
      say(['機械', 'Machine']),
      [detail.machine.code, detail.machineType, detail.machineSpec, say(OWNERSHIP_WORDS[detail.ownership])]
        .filter(Boolean)
        .join(' '),
    ],
    [say(['登録番号', 'Plate']), detail.plateNo || '–'],
  );

/** A strip of the night: one bar a span, as wide as it lasted. */
const strip = (spans: readonly ReportSpan[]): HTMLElement => {
  const lengthOf = ({ startAt, endAt }: ReportSpan): number => Date.parse(endAt) - Date.parse(startAt);
  return element(
    'div',
    { class: 'span-strip', 'aria-hidden': 'true' },
    ...spans.map((span) =>
      element('span', {
        class: span.activity,
        style: `flex-grow: ${Math.max(1, lengthOf(span) / 1000)}`,
        title: `${timeOf(span.startAt)}–${timeOf(span.endAt)} ${say(ACTIVITY_WORDS[span.activity])}`,
      }),
    ),
  );
};

const spanRows = (spans: readonly ReportSpan[]): HTMLElement =>
  element(
    'details',
    {},
    element('summary', {}, say([`時間の内訳（${spans.length}）`, `Spans (${spans.length})`])),
    element(
      'ol',
      { class: 'span-list' },
      ...spans.map((span) =>
        element(
          'li',
          {},
          element('span', {}, `${timeOf(span.startAt)}–${timeOf(span.endAt)}`),
          element('strong', {}, say(ACTIVITY_WORDS[span.activity])),
          element(
            'span',
            {},
            [orWord(WORK_TYPE_WORDS, span.workType), span.routeName].filter(Boolean).join(' '),
          ),
        ),
      ),
    ),
  );

const dispatches = (detail: ReportDetail): HTMLElement[] =>
  detail.dispatches.map((dispatch) =>
    part(
      [
        `出動 ${dispatch.dispatchNo} ${orWord(DISPATCH_WORDS, dispatch.kind)}`,
        `Dispatch ${dispatch.dispatchNo}: ${orWord(DISPATCH_WORDS, dispatch.kind)}`,
      ],
      element(
        'p',
        { class: 'quiet' },
        [
          dispatch.orderedAt &&
            [
              say(['指示', 'Ordered']),
              timeOf(dispatch.orderedAt),
              [dispatch.orderedBy, dispatch.orderChannel].filter(Boolean).join('・'),
            ].join(' '),
          dispatch.leftDepotAt && `${say(['出庫', 'Left'])} ${timeOf(dispatch.leftDepotAt)}`,
          dispatch.workStartedAt &&
            `${say(['作業', 'Work'])} ${timeOf(dispatch.workStartedAt)}–${timeOf(dispatch.workEndedAt)}`,
          dispatch.returnedAt && `${say(['帰庫', 'Back'])} ${timeOf(dispatch.returnedAt)}`,
        ]
          .filter(Boolean)
          .join('　'),
      ),
      strip(dispatch.spans),
      reportLineTable(dispatch.lines),
      spanRows(dispatch.spans),
    ),
  );

const entries = (detail: ReportDetail): HTMLElement | null => {
  const written = writtenEntries(detail.entries);
  const photos = detail.entries.photos.map(({ id }) => {
    const src = `/api/reports/${encodeURIComponent(detail.reportNo)}/photos/${id}`;
    return element(
      'a',
      { href: src, target: '_blank', rel: 'noopener' },
      element('img', { src, alt: say(['写真', 'Photo']), loading: 'lazy' }),
    );
  });
  if (written.length + photos.length === 0) return null;
  return part(
    ['記入事項', 'Entries'],
    factList(...written),
    photos.length > 0 ? element('div', { class: 'photos' }, ...photos) : null,
  );
};

const authorities = (detail: ReportDetail): HTMLElement =>
  factList(
    ...detail.authorities.map(({ kind, owner, workS, clearedM }): [string, string] => [
      owner?.name ?? orWord(AUTHORITY_WORDS, kind),
      `${hoursMinutes(workS)}　${km(clearedM)}`,
    ]),
  );

/** The report as a form: who, what, where, when; its findings and its history. */
export const reportSheet = (detail: ReportDetail, desk: Desk, reload: () => void): HTMLElement =>
  element(
    'article',
    { class: 'report-sheet', 'data-testid': 'sheet' },
    detail.findings.length > 0
      ? part(
          ['指摘', 'Findings'],
          findingList(detail.findings, { desk, reload, explained: gapReason(detail) }),
        )
      : null,
    detail.audits.length > 0
      ? part(
          ['支払前監査', 'Audits before payment'],
          findingList(detail.audits, { desk, reload, payable: [detail.reportNo] }),
        )
      : null,
    facts(detail),
    ...dispatches(detail),
    detail.outside.length > 0
      ? part(
          ['契約外の作業（請求されません）', 'Outside the contract (not billed)'],
          reportLineTable(detail.outside),
        )
      : null,
    totalsPart(detail),
    part(['道路管理者別', 'By road authority'], authorities(detail)),
    entries(detail),
    part(['履歴', 'History'], historyList(detail.history)),
    evidencePart(detail),
  );
