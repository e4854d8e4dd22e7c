import { parseArgs } from 'node:util';
import { parseLocalDate } from '#domain';

export const USAGE = `npm run settle -- --period YYYY-MM|season --out FOLDER [options]

  --period P       精算する月、または season(年度末)/ the month to settle, or season for the run at the season's end
  --out FOLDER     書き出す先 / where bundles and documents are written
  --contract ID    この契約だけ(くり返し可)/ this contract only, may be repeated; all that are due where it is left out
  --approve-as N   精算する契約の、指摘のない日報を、この名前で提出・確認・承認する / submit, check and approve, in this
                   name, the reports of these contracts that have no finding; the others wait for a person. Left out:
                   nothing is approved
  --pay ID         この番号の指摘を、支払うと判断する(くり返し可)/ decide to pay in spite of this finding
  --withhold ID    この番号の監査の指摘で、--report の日報の支払いを保留する(くり返し可)/ withhold the reports of
                   --report by this audit's finding
  --report NO      保留する日報の番号(くり返し可)/ number of a report to withhold
  --reason TEXT    判断の理由 / why; --pay and --withhold need it, and --approve-as
                   判断は、精算する契約の発注者の分だけに及ぶ。番号は判断を待つ指摘とともに示す / a decision holds for
                   the clients of the contracts that are settled; what is undecided is listed with its ID
  --without-unapproved  未承認の日報を除いて精算する / settle without the reports that are not approved yet
  --json           結果を JSON で / what was done as JSON
  --help

  終了コード / exit: 0 すべて請求まで done, 1 判断や承認を待つもの something waits for a person, 2 使い方の誤り usage
`;

/** A command line that cannot be used; the message says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface SettleOptions {
  readonly period: string;
  readonly out: string;
  readonly contractIds: readonly string[];
  readonly approveAs: string | null;
  readonly pay: readonly string[];
  readonly withhold: readonly string[];
  /** Numbers of the reports to withhold. */
  readonly reports: readonly string[];
  readonly reason: string;
  readonly withoutUnapproved: boolean;
  readonly json: boolean;
}

const read = (args: string[]) => {
  try {
    return parseArgs({
      args,
      options: {
        period: { type: 'string' },
        out: { type: 'string' },
        contract: { type: 'string', multiple: true, default: [] },
        'approve-as': { type: 'string' },
        pay: { type: 'string', multiple: true, default: [] },
        withhold: { type: 'string', multiple: true, default: [] },
        report: { type: 'string', multiple: true, default: [] },
        reason: { type: 'string', default: '' },
        'without-unapproved': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
};

const isPeriod = (text: string): boolean =>
  text === 'season' || (/^\d{4}-\d{2}$/.test(text) && parseLocalDate(`${text}-01`) !== null);

/** Null where the help is asked for. @throws UsageError */
export const parseSettleOptions = (args: string[]): SettleOptions | null => {
  const values = read(args);
  if (values.help) return null;
  const { period = '', out = '', contract, pay, withhold, report, reason, json } = values;
  const approveAs = values['approve-as']?.trim() || null;
  if (!isPeriod(period))
    throw new UsageError(
      `--period「${period}」は月ではありません。2027-01 のような月か season を指定してください。\n  --period "${period}" is no month: give one such as 2027-01, or season.`,
    );
  if (out === '')
    throw new UsageError(
      '書き出す先を --out で指定してください。\n  Name the folder to write to with --out.',
    );
  if (pay.length + withhold.length > 0 && (approveAs === null || reason.trim() === ''))
    throw new UsageError(
      '--pay と --withhold には、判断した人の名前(--approve-as)と理由(--reason)が必要です。\n  --pay and --withhold need who decides (--approve-as) and why (--reason).',
    );
  if (withhold.length > 0 !== report.length > 0)
    throw new UsageError(
      '--withhold には保留する日報の番号(--report)が必要です。\n  --withhold needs the numbers of the reports to withhold (--report), and --report needs --withhold.',
    );
  const withoutUnapproved = values['without-unapproved'];
  return {
    ...{ period, out, contractIds: contract, approveAs, withoutUnapproved, json },
    ...{ pay, withhold, reports: report, reason },
  };
};
