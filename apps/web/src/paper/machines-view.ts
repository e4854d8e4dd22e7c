import type { MachineRow } from '#wire';
import { element } from '../dom/element.js';
import { readJson } from '../session/api.js';
import { dayOf, timeOf } from '../text/format-paper.js';
import { OWNERSHIP_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';
import { type Column, DataTable } from './data-table.js';
import { reportHref, stateChip } from './report-rows.js';
import type { Desk, View } from './view.js';

type Phrase = readonly [ja: string, en: string];

const dayAndTime = (instant: string): string => `${dayOf(instant.slice(0, 10))} ${timeOf(instant)}`;

/** How its devices are: none, silent on shift, never heard of, or heard of last at some time. */
const deviceWords = ({ devices, silentSince, fixAt }: MachineRow): { words: Phrase; chip: string } => {
  if (silentSince !== null)
    return {
      words: [`通信途絶 ${dayAndTime(silentSince)} から`, `Silent since ${dayAndTime(silentSince)}`],
      chip: 'state returned',
    };
  if (fixAt !== null)
    return { words: [`最終受信 ${dayAndTime(fixAt)}`, `Last fix ${dayAndTime(fixAt)}`], chip: '' };
  return devices.length === 0
    ? { words: ['端末なし', 'No device'], chip: 'state draft' }
    : { words: ['受信なし', 'No fix yet'], chip: 'state draft' };
};

const deviceCell = (row: MachineRow): HTMLElement => {
  const { words, chip } = deviceWords(row);
  return element('span', { class: chip || undefined, title: row.devices.join(', ') }, say(words));
};

const lastReportCell = ({ lastReport }: MachineRow): Node | string =>
  lastReport === null
    ? '–'
    : element('span', {}, `${dayOf(lastReport.businessDate)} `, stateChip(lastReport));

const columns = (withContractor: boolean): Column<MachineRow>[] => [
  { key: 'code', words: ['機械番号', 'No.'], value: ({ machine }) => machine.code },
  { key: 'name', words: ['名称', 'Name'], value: ({ machine }) => machine.name },
  {
    key: 'type',
    words: ['機種・規格', 'Type'],
    value: ({ machineType, machineSpec }) => [machineType, machineSpec].filter(Boolean).join(' '),
  },
  { key: 'owner', words: ['所有', 'Owned'], value: ({ ownership }) => say(OWNERSHIP_WORDS[ownership]) },
  { key: 'plate', words: ['登録番号', 'Plate'], value: ({ plateNo }) => plateNo || '–' },
  ...(withContractor
    ? [
        {
          key: 'contractor',
          words: ['受注者', 'Contractor'],
          value: ({ contractor }: MachineRow) => contractor?.name ?? '–',
        } as const,
      ]
    : []),
  {
    key: 'device',
    words: ['端末', 'Device'],
    value: ({ silentSince, fixAt }) => (silentSince === null ? (fixAt ?? '') : `~${silentSince}`),
    cell: deviceCell,
  },
  {
    key: 'report',
    words: ['最新の日報', 'Last report'],
    value: ({ lastReport }) => lastReport?.businessDate ?? '',
    cell: lastReportCell,
  },
];

/** 機械: what the register has of each, whether its device is heard of, and its newest report. */
export class MachinesView implements View {
  readonly root = element('div', { class: 'view-body' });
  private readonly table: DataTable<MachineRow>;

  constructor({ session }: Desk) {
    this.table = new DataTable<MachineRow>({
      caption: ['機械の一覧', 'Machines'],
      columns: columns(session.role !== 'contractor'),
      keyOf: ({ machine }) => machine.code,
      hrefOf: ({ lastReport }) => lastReport && reportHref(lastReport),
      textOf: ({ machine, machineType, machineSpec, plateNo, contractor, devices }) =>
        [machine.code, machine.name, machineType, machineSpec, plateNo, contractor?.name, ...devices].join(
          ' ',
        ),
      sort: { key: 'code', isFalling: false },
      empty: ['機械は登録されていません。', 'No machines.'],
    });
    this.root.append(
      element('header', { class: 'view-head' }, element('h1', {}, say(['機械', 'Machines']))),
      this.table.root,
    );
  }

  async open(): Promise<void> {
    this.table.show(await readJson<MachineRow[]>('/api/machines'));
  }

  step(by: 1 | -1): void {
    this.table.step(by);
  }
}
