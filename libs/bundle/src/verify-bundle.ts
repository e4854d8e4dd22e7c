import { type BundleFault, UnreadableBundleError } from './bundle-faults.js';
import { checkChains } from './check-chains.js';
import { checkFiles, checkRoot, rootOf } from './check-files.js';
import { checkEvidence, checkInvoices, checkSettlement } from './check-money.js';
import { type CheckedReports, checkReports } from './check-reports.js';
import { type ReadBundle, readBundle } from './read-bundle.js';
import { unzipFiles } from './zip.js';

/**
 * `original`: it agrees in itself and with the printed root hash. `consistent`: it agrees in itself; whether it is the one
 * that was issued, nobody can say without that hash. `differs`: something does not agree.
 */
export type Verdict = 'original' | 'consistent' | 'differs';

export interface Verification {
  readonly verdict: Verdict;
  readonly rootHash: string;
  readonly contractId: string;
  /** Null for the season's end. */
  readonly month: string | null;
  readonly lines: number;
  readonly totalYen: number;
  readonly fixes: number;
  readonly passes: number;
  /** Reports paid by decision as they were approved, although they would be others when made again. */
  readonly paidAlthoughChanged: readonly string[];
  /** From the yen outwards. */
  readonly faults: readonly BundleFault[];
}

const faultsOf = (
  read: ReadBundle,
  { faults }: CheckedReports,
  printedRoot: string | null,
): BundleFault[] => [
  ...checkSettlement(read),
  ...checkInvoices(read),
  ...faults,
  ...checkChains(read),
  ...checkEvidence(read),
  ...checkFiles(read),
  ...(printedRoot === null ? [] : checkRoot(read, printedRoot)),
];

/** A changed file may have any shape: what breaks the checks is a bundle that cannot be read. */
const orUnreadable = <Result>(run: () => Result): Result => {
  try {
    return run();
  } catch (error) {
    if (error instanceof UnreadableBundleError) throw error;
    const why = (error as Error).message;
    throw new UnreadableBundleError(
      `中身が壊れていて検証できません(${why})。`,
      `The contents are broken and cannot be verified (${why}).`,
    );
  }
};

/**
 * Makes a settlement again from its bundle, without the database: fixes → passes → reports → yen → invoice, and the hashes of
 * all of it. @throws UnreadableBundleError
 */
export const verifyBundle = (zip: Uint8Array, printedRoot: string | null): Verification => {
  const read = readBundle(unzipFiles(zip));
  return orUnreadable(() => {
    const checked = checkReports(read);
    const faults = faultsOf(read, checked, printedRoot);
    const { settlement, reports } = read.bundle;
    return {
      verdict: faults.length > 0 ? 'differs' : printedRoot === null ? 'consistent' : 'original',
      rootHash: rootOf(read),
      contractId: settlement.contractId,
      month: settlement.month,
      lines: settlement.lines.length + settlement.standby.length,
      totalYen: settlement.totalYen,
      fixes: read.days.reduce((sum, { fixes }) => sum + fixes.length, 0),
      passes: reports.reduce((sum, { passes }) => sum + passes.length, 0),
      paidAlthoughChanged: checked.paidAlthoughChanged,
      faults,
    };
  });
};
