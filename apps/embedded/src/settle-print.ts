import type { SettledContract, SettleResult } from './settle-run.js';

const yen = (amount: number | null): string => (amount === null ? '–' : `${amount.toLocaleString('en')} 円`);

const printContract = ({
  contractId,
  version,
  totalYen,
  invoiceNo,
  rootHash,
  files,
  leftOut,
  undecided,
  faults,
  done,
}: SettledContract): string[] => [
  `${done ? '済 done ' : '待 waits'} ${contractId}  ${yen(totalYen)}(税抜 net)  第 ${version ?? '–'} 版  ${invoiceNo ?? '請求書なし / no invoice'}`,
  ...(rootHash === null ? [] : [`    root ${rootHash}  ${files.length} ファイル / files`]),
  ...leftOut.map(({ ja, en }) => `    除 left out: ${ja}\n      ${en}`),
  ...undecided.map(({ id }) => `    判断待ち / undecided: --pay | --withhold "${id}"`),
  ...faults.map(({ ja, en }) => `    - ${ja}\n      ${en}`),
];

const NONE_DUE = 'この期間に精算する契約はありません。 / No contract is due in this period.';

/** What a run did, for people. */
export const printSettled = ({ period, reports, approved, waiting, contracts }: SettleResult): string =>
  [
    `精算 / settlement ${period}`,
    ...(reports === null
      ? []
      : [
          `日報 / reports: 作成 made ${reports.made}, 作り直し remade ${reports.remade}, 提出後の変化 changed ${reports.changed}, 承認 approved ${approved}`,
        ]),
    ...waiting.flatMap(({ reportNo, findingIds, ja, en }) => [
      `  待 waits ${reportNo}: ${ja}\n      ${en}`,
      ...findingIds.map((id) => `      判断待ち / undecided: --pay "${id}"`),
    ]),
    ...(contracts.length === 0 ? [NONE_DUE] : contracts.flatMap(printContract)),
    '',
  ].join('\n');
