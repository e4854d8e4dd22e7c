import type { Contract, InvoiceIssuer, InvoiceRecipient } from '#domain';
import { type Queryable, type Stamp, saveContract, saveIssuer, saveRecipient } from '#store';

/** What clients and contractors agreed, and what their invoices say of them. */
export interface ContractBook {
  readonly contracts: readonly Omit<Contract, 'version'>[];
  readonly issuers: readonly InvoiceIssuer[];
  readonly recipients: readonly InvoiceRecipient[];
}

/** Keeps a book: what differs from the newest version of it becomes a new one. Run it in a transaction. */
export const saveContractBook = async (
  tx: Queryable,
  { contracts, issuers, recipients }: ContractBook,
  stamp: Stamp,
): Promise<Contract[]> => {
  for (const issuer of issuers) await saveIssuer(tx, issuer, stamp);
  for (const recipient of recipients) await saveRecipient(tx, recipient, stamp);
  const saved: Contract[] = [];
  for (const contract of contracts) saved.push(await saveContract(tx, contract, stamp));
  return saved;
};
