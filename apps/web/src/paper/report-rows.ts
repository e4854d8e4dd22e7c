import type { ListedReport, ReportFinding, ReportRow } from '#wire';
import { element } from '../dom/element.js';
import { dayOf, hoursMinutes, timeOf } from '../text/format-paper.js';
import { FINDING_WORDS, STATE_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';
import type { Column } from './data-table.js';

const undecided = ({ findings }: Pick<ReportRow, 'findings'>): ReportFinding[] =>
  findings.filter(({ decision }) => decision === null);

/** Nothing is found of it, and nothing came late. */
export const isClean = ({ severity, isChanged }: ListedReport): boolean => severity === 0 && !isChanged;

export const stateChip = (row: Pick<ReportRow, 'state'>): HTMLElement =>
  element('span', { class: `state ${row.state}` }, say(STATE_WORDS[row.state]));

const findingChips = (row: ReportRow): HTMLElement => {
  const open = undecided(row);
  const rules = [...new Set(open.map(({ rule }) => rule))];
  const chips = rules.map((rule) => {
    const blocks = open.some((finding) => finding.rule === rule && finding.blocks);
    return element('span', { class: `finding ${blocks ? 'blocks' : ''}` }, say(FINDING_WORDS[rule]));
  });
  if (row.isChanged)
    chips.unshift(element('span', { class: 'finding blocks' }, say(['測位の追加', 'Late fixes'])));
  return element('span', { class: 'finding-chips' }, ...chips);
};

export const reportHref = ({ reportNo }: Pick<ReportRow, 'reportNo'>): string =>
  `#/reports/${encodeURIComponent(reportNo)}`;

/** The columns of a list of reports; a contractor knows who he is. */
export const reportColumns = (withContractor: boolean): Column<ListedReport>[] => [
  {
    key: 'date',
    words: ['作業日', 'Date'],
    value: ({ businessDate }) => businessDate,
    cell: ({ businessDate }) => dayOf(businessDate),
  },
  {
    key: 'machine',
    words: ['機械', 'Machine'],
    value: ({ machine }) => machine.code,
    cell: ({ machine }) => machine.name,
  },
  ...(withContractor
    ? [
        {
          key: 'contractor',
          words: ['受注者', 'Contractor'],
          value: (row: ListedReport) => row.contractor?.name ?? '–',
        } as const,
      ]
    : []),
  {
    key: 'client',
    words: ['発注者', 'Client'],
    value: ({ client }) => client?.name ?? say(['契約外', 'No contract']),
  },
  {
    key: 'time',
    words: ['時刻', 'Time'],
    value: ({ startedAt }) => startedAt ?? '',
    cell: ({ startedAt, endedAt }) => (startedAt === null ? '–' : `${timeOf(startedAt)}–${timeOf(endedAt)}`),
  },
  {
    key: 'work',
    words: ['作業時間', 'Work'],
    value: ({ workS }) => workS,
    cell: ({ workS }) => hoursMinutes(workS),
    isNumber: true,
  },
  { key: 'state', words: ['状態', 'State'], value: ({ state }) => say(STATE_WORDS[state]), cell: stateChip },
  {
    key: 'findings',
    words: ['指摘', 'Findings'],
    value: ({ severity }) => severity,
    cell: findingChips,
    isNumber: true,
  },
];
