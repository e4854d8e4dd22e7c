type Value = number | bigint | boolean | string | null;

const quote = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

const print = (value: Value): string => {
  if (value === null) return 'NULL';
  return typeof value === 'string' ? quote(value) : String(value);
};

/** A PostgreSQL array literal, to be cast in SQL (`$1::int8[]`): many times faster than letting `pg` convert. */
export const arrayLiteral = (values: readonly Value[]): string => columnLiteral(values, (value) => value);

/** The array literal of one column of `rows`. */
export const columnLiteral = <Row>(rows: readonly Row[], read: (row: Row) => Value): string => {
  let text = '{';
  for (let i = 0; i < rows.length; i++) text += i === 0 ? print(read(rows[i])) : `,${print(read(rows[i]))}`;
  return `${text}}`;
};
