import type { SheetRow } from './load-sheet.js';

/** What was read from a row, with the row it came from. */
export interface Placed<Value, Field extends string> {
  readonly value: Value;
  readonly row: SheetRow<Field>;
}

/** Refuses every second row with the same key. */
export const checkUnique = <Value, Field extends string>(
  entries: readonly Placed<Value, Field>[],
  field: Field,
  keyOf: (value: Value) => string | undefined,
): void => {
  const seen = new Set<string>();
  for (const { value, row } of entries) {
    const key = keyOf(value);
    if (key === undefined || key === '') continue;
    if (seen.has(key)) {
      row.refuse(
        field,
        `「${row.text(field)}」は上の行と重複しています。どちらかを直してください。`,
        `"${row.text(field)}" is in a line above already: change one of them.`,
      );
    }
    seen.add(key);
  }
};

/** Refuses a code that neither `file` nor the store has. */
export const checkReference = <Value, Field extends string>(
  entries: readonly Placed<Value, Field>[],
  field: Field,
  target: { readonly file: string; readonly codes: ReadonlySet<string> },
): void => {
  for (const { row } of entries) {
    const code = row.reference(field);
    if (code === null || target.codes.has(code)) continue;
    row.refuse(
      field,
      `「${code}」は ${target.file} にありません。そこに加えるか、ここを直してください。`,
      `"${code}" is not in ${target.file}: add it there, or correct it here.`,
    );
  }
};
