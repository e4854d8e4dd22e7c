type Value = number | bigint | boolean | string | null;

const quote = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** A PostgreSQL array literal, to be cast in SQL (`$1::int8[]`): many times faster than letting `pg` convert. */
export const arrayLiteral = (values: readonly Value[]): string => {
  const parts = new Array<string>(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    parts[i] = value === null ? 'NULL' : typeof value === 'string' ? quote(value) : String(value);
  }
  return `{${parts.join(',')}}`;
};
