/** A condition with `?` where its value stands; left out where the value is undefined. */
export type Condition = readonly [sql: string, value: unknown];

/** The conditions whose value is given, joined by AND, with the parameters that they number from `$1`. */
export const whereOf = (conditions: readonly Condition[]): { sql: string; parameters: unknown[] } => {
  const given = conditions.filter(([, value]) => value !== undefined);
  const parts = given.map(([sql], i) => sql.replaceAll('?', `$${i + 1}`));
  return {
    sql: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`,
    parameters: given.map(([, value]) => value),
  };
};
