/** How a contract is inspected and paid by the Act on Prevention of Delay in Payment (domain.md §2.6). */
export interface PaymentTerms {
  /** 工事 has longer periods than services. */
  readonly isWorks: boolean;
  /** Are inspection and payment times agreed in writing? If not, Art. 10 sets them. */
  readonly isAgreedInWriting: boolean;
  /** Does the day of the notice or receipt count as the first? By Civil Code Art. 140 it does not; some authorities count it. */
  readonly countsFirstDay: boolean;
}

/** A service under a written contract: what snow contracts are unless they say otherwise. */
export const DEFAULT_PAYMENT_TERMS: PaymentTerms = {
  isWorks: false,
  isAgreedInWriting: true,
  countsFirstDay: false,
};
