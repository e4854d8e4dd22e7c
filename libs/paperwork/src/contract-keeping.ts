import type { AuthoritySettings, Contract, InvoiceIssuer, InvoiceRecipient } from '#domain';
import {
  type Queryable,
  type Stamp,
  saveContract,
  saveIssuer,
  savePaperSettings,
  saveRecipient,
} from '#store';

/** What clients and contractors agreed, and what their invoices say of them. */
export interface ContractBook {
  readonly contracts: readonly Omit<Contract, 'version'>[];
  readonly issuers: readonly InvoiceIssuer[];
  readonly recipients: readonly InvoiceRecipient[];
  /** Left out: as they are. */
  readonly settings?: readonly AuthoritySettings[];
}

/** Keeps a book: what differs from the newest version of it becomes a new one. Run it in a transaction. */
export const saveContractBook = async (
  tx: Queryable,
  { contracts, issuers, recipients, settings = [] }: ContractBook,
  stamp: Stamp,
): Promise<Contract[]> => {
  for (const issuer of issuers) await saveIssuer(tx, issuer, stamp);
  for (const recipient of recipients) await saveRecipient(tx, recipient, stamp);
  for (const each of settings) await savePaperSettings(tx, each, stamp);
  const saved: Contract[] = [];
  for (const contract of contracts) saved.push(await saveContract(tx, contract, stamp));
  return saved;
};
