import type { Fault } from '../fault.js';

export type RegistrationFault = 'registration_no_form' | 'registration_no_check_digit';

const FORM = /^T\d{13}$/;

/**
 * Check digit of a corporate number (法人番号) from its other twelve digits: 9 − (Σ Pn·Qn mod 9), Pn the n-th digit from the
 * right, Qn 1 for odd and 2 for even n (財務省令: 法人番号の指定等に関する省令 Art. 2, 2014; domain.md §2.5).
 */
export const corporateCheckDigit = (twelveDigits: string): number => {
  const sum = [...twelveDigits]
    .reverse()
    .reduce((before, digit, i) => before + Number(digit) * (i % 2 === 0 ? 1 : 2), 0);
  return 9 - (sum % 9);
};

/** Is the check digit of a number `T` + 13 digits right, as it is for every corporate number? */
const hasCorporateCheckDigit = (registrationNo: string): boolean =>
  Number(registrationNo[1]) === corporateCheckDigit(registrationNo.slice(2));

/**
 * 適格請求書発行事業者の登録番号: `T` and 13 digits, else a fault. A corporation has its corporate number, so a wrong check
 * digit is told as a warning; a sole proprietor has another number, for which no source says that the check digit holds.
 */
export const checkRegistrationNo = (
  registrationNo: string,
  isCorporation: boolean,
): { faults: Fault<RegistrationFault>[]; warnings: Fault<RegistrationFault>[] } => {
  if (!FORM.test(registrationNo))
    return {
      faults: [
        {
          code: 'registration_no_form',
          ja: `登録番号「${registrationNo}」は「T」と半角数字 13 桁ではありません。登録通知書のとおりに入力してください。`,
          en: `Registration number "${registrationNo}" is not T and 13 digits: enter it as the notice of registration has it.`,
        },
      ],
      warnings: [],
    };
  if (!isCorporation || hasCorporateCheckDigit(registrationNo)) return { faults: [], warnings: [] };
  return {
    faults: [],
    warnings: [
      {
        code: 'registration_no_check_digit',
        ja: `登録番号「${registrationNo}」の検査数字が法人番号の計算と合いません。番号を確かめてください。`,
        en: `The check digit of registration number "${registrationNo}" is not that of a corporate number: look at the number again.`,
      },
    ],
  };
};
