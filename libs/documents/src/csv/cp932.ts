import iconv from 'iconv-lite';
import { numberColumn, type Table, tableOf, textColumn } from '../table.js';

/** A character that CP932 does not have, and what stands for it in the file. */
export interface UnmappedCharacter {
  readonly character: string;
  /** `U+20BB7`. */
  readonly codePoint: string;
  /** A look-alike, `〓` for a character without one, or empty for one that is only a mark on the character before it. */
  readonly printedAs: string;
  readonly count: number;
  /** Line of its first occurrence, from 1. */
  readonly firstLine: number;
}

export interface Cp932Text {
  readonly bytes: Uint8Array;
  readonly unmapped: readonly UnmappedCharacter[];
}

/** The printers' mark for a missing character. */
const GETA = '〓';

/** Characters that Unicode has and CP932 has under another code, as Windows and others map them differently. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '\u301C': '\uFF5E', // wave dash: full-width tilde
  '\u2212': '\uFF0D', // minus sign: full-width hyphen-minus
  '\u2016': '\u2225', // double vertical line: parallel to
  '\u2014': '\u2015', // em dash: horizontal bar
  '\u00A5': '\uFFE5', // yen sign
  '\u00A2': '\uFFE0',
  '\u00A3': '\uFFE1',
  '\u00AC': '\uFFE2',
  '\u00A0': ' ',
};

const VARIATION_SELECTOR = /^[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]$/u;

const isMapped = (character: string): boolean =>
  character < '\u0080' || iconv.decode(iconv.encode(character, 'cp932'), 'cp932') === character;

/** The letters and digits that Unicode calls compatible, such as 3 for ³; never a sign that could begin a formula. */
const compatible = (character: string): string | null => {
  const plain = character.normalize('NFKC');
  return plain !== character && /^[\p{L}\p{N}]+$/u.test(plain) && [...plain].every(isMapped) ? plain : null;
};

const replacementOf = (character: string): string =>
  VARIATION_SELECTOR.test(character) ? '' : (LOOK_ALIKES[character] ?? compatible(character) ?? GETA);

const codePointOf = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** Text in CP932 (Windows-31J), with every character that it cannot hold, in order of first occurrence. */
export const encodeCp932 = (text: string): Cp932Text => {
  const known = new Map<string, boolean>();
  const unmapped = new Map<string, UnmappedCharacter>();
  let line = 1;
  let written = '';
  for (const character of text) {
    if (character === '\n') line += 1;
    if (!known.has(character)) known.set(character, isMapped(character));
    if (known.get(character)) {
      written += character;
      continue;
    }
    const printedAs = replacementOf(character);
    written += printedAs;
    const before = unmapped.get(character);
    unmapped.set(
      character,
      before === undefined
        ? { character, codePoint: codePointOf(character), printedAs, count: 1, firstLine: line }
        : { ...before, count: before.count + 1 },
    );
  }
  return { bytes: new Uint8Array(iconv.encode(written, 'cp932')), unmapped: [...unmapped.values()] };
};

export interface FileCharacter extends UnmappedCharacter {
  readonly file: string;
}

/** 置換一覧: what was replaced in which CP932 file. */
export const unmappedTable = (characters: readonly FileCharacter[]): Table =>
  tableOf<FileCharacter>(
    'CP932置換一覧',
    [
      textColumn('ファイル', 40, ({ file }) => file),
      textColumn('文字', 6, ({ character }) => character),
      textColumn('符号位置', 10, ({ codePoint }) => codePoint),
      textColumn('置き換え', 8, ({ printedAs }) => printedAs),
      numberColumn('件数', 6, ({ count }) => count),
      numberColumn('最初の行', 8, ({ firstLine }) => firstLine),
    ],
    characters,
  );

/** Length of a text in CP932, what stands for a character that it lacks included. */
export const cp932Bytes = (text: string): number => encodeCp932(text).bytes.length;
