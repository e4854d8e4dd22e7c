import type { Fault } from '#domain';

/** The file is no bundle, or not whole: nothing can be said of the settlement. */
export class UnreadableBundleError extends Error {
  override readonly name = 'UnreadableBundleError';

  constructor(
    readonly ja: string,
    readonly en: string,
  ) {
    super(`${ja}\n  ${en}`);
  }
}

/** What of a bundle does not fit the rest of it, from the yen outwards. */
export const BUNDLE_RULES = [
  'settlement_differs',
  'invoice_differs',
  'report_differs',
  'pass_differs',
  'network_differs',
  'matcher_differs',
  'chain_differs',
  'evidence_differs',
  'file_changed',
  'file_unlisted',
  'manifest_differs',
  'root_differs',
] as const;
export type BundleRule = (typeof BUNDLE_RULES)[number];
export type BundleFault = Fault<BundleRule>;

export const bundleFault = (code: BundleRule, ja: string, en: string): BundleFault => ({ code, ja, en });
