/** Names that an accounting program must know; they are those of its defaults, and a contractor may set others. */
export interface AccountSettings {
  readonly receivable: string;
  readonly sales: string;
  /** Tax class of sales by rate in percent, as each program calls it, tax included in the amount. */
  readonly yayoiTax: Readonly<Record<number, string>>;
  readonly moneyForwardTax: Readonly<Record<number, string>>;
  readonly freeeTax: Readonly<Record<number, string>>;
  /** Tax class of what bears no tax. */
  readonly noTax: string;
}

export const ACCOUNT_SETTINGS: AccountSettings = {
  receivable: '売掛金',
  sales: '売上高',
  yayoiTax: { 10: '課税売上内10%', 8: '課税売上内軽減8%' },
  moneyForwardTax: { 10: '課税売上 10%', 8: '課税売上 (軽)8%' },
  freeeTax: { 10: '課税売上10%', 8: '課税売上8%（軽）' },
  noTax: '対象外',
};

/** What a contractor sets over the defaults; of the tax classes also single rates. */
export const accountSettingsOf = (given: Partial<AccountSettings> = {}): AccountSettings => ({
  ...ACCOUNT_SETTINGS,
  ...given,
  yayoiTax: { ...ACCOUNT_SETTINGS.yayoiTax, ...given.yayoiTax },
  moneyForwardTax: { ...ACCOUNT_SETTINGS.moneyForwardTax, ...given.moneyForwardTax },
  freeeTax: { ...ACCOUNT_SETTINGS.freeeTax, ...given.freeeTax },
});
