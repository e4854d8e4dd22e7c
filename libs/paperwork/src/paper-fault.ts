import type { Fault } from '#domain';

/** Something asked of the paperwork that cannot be done as it stands; nothing of it was stored. */
export class PaperRefusal extends Error {
  override readonly name = 'PaperRefusal';

  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(({ ja, en }) => `${ja}\n  ${en}`).join('\n'));
  }
}

export const faultOf = <Code extends string>(code: Code, ja: string, en: string): Fault<Code> => ({
  code,
  ja,
  en,
});

export const unknownReport = (reportNo: string): Fault<'report_unknown'> =>
  faultOf(
    'report_unknown',
    `日報「${reportNo}」はありません。番号を確かめてください。`,
    `There is no report "${reportNo}": check the number.`,
  );

export const unknownContract = (contractId: string): Fault<'contract_unknown'> =>
  faultOf(
    'contract_unknown',
    `契約「${contractId}」は登録されていません。番号を確かめるか、npm run load で登録してください。`,
    `There is no contract "${contractId}": check the number, or load it with npm run load.`,
  );

/** Somebody else was quicker: `reportNos` have steps that the caller had not seen. */
export const takenMeanwhile = (reportNos: readonly string[]): Fault<'report_changed'> =>
  faultOf(
    'report_changed',
    `日報「${reportNos.join('」「')}」は、処理の間にほかの人が進めました。読み直してからやり直してください。`,
    `Somebody else took report ${reportNos.map((no) => `"${no}"`).join(', ')} on meanwhile: load it again and repeat.`,
  );
