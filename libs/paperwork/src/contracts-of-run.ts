import { type Contract, isDueIn, type LocalDate } from '#domain';
import { listContracts, type Queryable } from '#store';
import { PaperRefusal } from './paper-fault.js';
import { checkPeriod } from './settling.js';

/** What a settlement run is asked for: without `contractIds`, every contract that is due in its period. */
export interface RunOrder {
  readonly period: string;
  readonly contractIds?: readonly string[];
}

/** The contracts of a run, by number; a named one that is not known is not among them. @throws PaperRefusal */
export const contractsOfRun = async (
  queryable: Queryable,
  { period, contractIds }: RunOrder,
  today: LocalDate,
): Promise<Contract[]> => {
  const unclear = checkPeriod(period);
  if (unclear.length > 0) throw new PaperRefusal(unclear);
  const contracts = await listContracts(queryable, { ids: contractIds });
  return contractIds === undefined ? contracts.filter((each) => isDueIn(each, period, today)) : contracts;
};
