import {
  getLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { CsvError } from '#documents';
import { parseLocalDate } from '#domain';
import type { Findings } from './load-sheet.js';

/** A JSON file that is being read, and what is wrong with it. */
export interface JsonSheet {
  readonly file: string;
  readonly text: string;
  readonly findings: Findings;
}

/** Checks one value and says where and how it is wrong. */
export type Shape = (node: Node, sheet: JsonSheet) => void;

/** What is said at an offset: line and column count from 1; the heading is the path, such as `[0].prices[2].id`. */
const saidAt = ({ file, text }: JsonSheet, offset: number, ja: string, en: string): CsvError => {
  const before = text.slice(0, offset).split('\n');
  const path = getLocation(text, offset).path.map((step) =>
    typeof step === 'number' ? `[${step}]` : `.${step}`,
  );
  const heading = path.join('').replace(/^\./, '') || undefined;
  const place = { file, line: before.length, column: before[before.length - 1].length + 1, heading };
  return new CsvError(place, ja, en);
};

/** Says what is wrong at an offset: nothing is loaded then. */
export const refuseAt = (sheet: JsonSheet, offset: number, ja: string, en: string): void => {
  sheet.findings.errors.push(saidAt(sheet, offset, ja, en));
};

/** Says what is odd at an offset: it is loaded all the same. */
export const warnAt = (sheet: JsonSheet, offset: number, ja: string, en: string): void => {
  sheet.findings.warnings.push(saidAt(sheet, offset, ja, en));
};

const expect =
  (fits: (value: unknown) => boolean, ja: string, en: string): Shape =>
  (node, sheet) => {
    if (!fits(getNodeValue(node))) refuseAt(sheet, node.offset, `${ja}を書いてください。`, `Write ${en}.`);
  };

export const anyText = expect((value) => typeof value === 'string', '文字列', 'a text');
export const text = expect(
  (value) => typeof value === 'string' && value.trim() !== '',
  '空でない文字列',
  'a text that is not empty',
);
export const whole = expect(Number.isSafeInteger, '整数', 'a whole number');
/** A whole number within bounds, both included. */
export const wholeFrom = (least: number, most: number = Number.MAX_SAFE_INTEGER): Shape =>
  expect(
    (value) => Number.isSafeInteger(value) && least <= (value as number) && (value as number) <= most,
    most === Number.MAX_SAFE_INTEGER ? `${least} 以上の整数` : `${least} から ${most} までの整数`,
    most === Number.MAX_SAFE_INTEGER
      ? `a whole number of at least ${least}`
      : `a whole number from ${least} to ${most}`,
  );
export const number = expect((value) => typeof value === 'number', '数', 'a number');
export const boolean = expect((value) => typeof value === 'boolean', 'true か false ', 'true or false');
export const date = expect(
  (value) => typeof value === 'string' && parseLocalDate(value) !== null,
  '2026-11-01 のような日付',
  'a date such as 2026-11-01',
);
export const oneOf = (words: readonly (string | number)[]): Shape =>
  expect(
    (value) => words.includes(value as string),
    `${words.join('・')} のどれか`,
    `one of ${words.join(', ')}`,
  );
export const code = (known: ReadonlySet<string>, file: string): Shape =>
  expect((value) => known.has(value as string), `${file} にある番号`, `a code of ${file}`);

export const orNull =
  (shape: Shape): Shape =>
  (node, sheet) => {
    if (node.type !== 'null') shape(node, sheet);
  };

export const list =
  (shape: Shape): Shape =>
  (node, sheet) => {
    if (node.type !== 'array')
      return refuseAt(sheet, node.offset, '[ ] の並びにしてください。', 'Write a list in [ ].');
    for (const item of node.children ?? []) shape(item, sheet);
  };

/** An object with exactly these fields; those in `optional` may be left out. */
export const object =
  (fields: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape =>
  (node, sheet) => {
    if (node.type !== 'object')
      return refuseAt(sheet, node.offset, '{ } の項目にしてください。', 'Write an object in { }.');
    const given = new Map(
      (node.children ?? []).map(({ children = [] }) => [String(children[0].value), children]),
    );
    for (const name of Object.keys(fields))
      if (!given.has(name))
        refuseAt(
          sheet,
          node.offset,
          `「${name}」がありません。加えてください。`,
          `There is no "${name}": add it.`,
        );
    for (const [name, [key, value]] of given) {
      const shape = fields[name] ?? optional[name];
      if (shape === undefined)
        refuseAt(
          sheet,
          key.offset,
          `「${name}」は知らない項目です。綴りを確かめてください。`,
          `"${name}" is no known field: check its spelling.`,
        );
      else if (value !== undefined) shape(value, sheet);
    }
  };

/** An object whose fields' names have one shape and whose values another. */
export const mapOf =
  (name: Shape, value: Shape): Shape =>
  (node, sheet) => {
    if (node.type !== 'object')
      return refuseAt(sheet, node.offset, '{ } の項目にしてください。', 'Write an object in { }.');
    for (const { children = [] } of node.children ?? []) {
      name(children[0], sheet);
      if (children[1] !== undefined) value(children[1], sheet);
    }
  };

/** An object of which only some fields are known here; the others are checked by what reads it. */
export const objectWith =
  (fields: Readonly<Record<string, Shape>>): Shape =>
  (node, sheet) => {
    const rest = Object.fromEntries(
      (node.children ?? []).map(({ children = [] }) => [String(children[0].value), () => undefined]),
    );
    object(fields, rest)(node, sheet);
  };

/** An item of a file, and where in its text it begins. */
export interface Placed<Item> {
  readonly value: Item;
  readonly offset: number;
}

/** The items of a file that is a list of one shape, each with its offset; empty where the file is wrong. */
export const readList = <Item>(sheet: JsonSheet, shape: Shape): Placed<Item>[] => {
  const errors: ParseError[] = [];
  const tree = parseTree(sheet.text, errors, { allowTrailingComma: false });
  const [broken] = errors;
  if (tree === undefined || broken !== undefined) {
    const why = broken === undefined ? '' : `(${printParseErrorCode(broken.error)})`;
    refuseAt(sheet, broken?.offset ?? 0, `JSON として読めません${why}。`, `This is not JSON ${why}.`);
    return [];
  }
  const before = sheet.findings.errors.length;
  list(shape)(tree, sheet);
  if (sheet.findings.errors.length > before) return [];
  return (tree.children ?? []).map((node) => ({ value: getNodeValue(node) as Item, offset: node.offset }));
};
