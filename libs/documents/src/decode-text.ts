import { TextDecoder } from 'node:util';
import { CsvError } from './csv-error.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** What Excel on Japanese Windows writes: the WHATWG name of CP932. */
const cp932 = new TextDecoder('shift_jis', { fatal: true });

const decode = (decoder: TextDecoder, bytes: Uint8Array): string | null => {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
};

const LINE_FEED = 0x0a;

/** The first line, counted from 1, that is text in neither encoding. */
const firstBrokenLine = (bytes: Uint8Array): number => {
  let line = 1;
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(LINE_FEED, start);
    const stop = end === -1 ? bytes.length : end;
    if (decode(cp932, bytes.subarray(start, stop)) === null) return line;
    start = stop + 1;
    line++;
  }
  return 1;
};

/** Text of a file in UTF-8 (a BOM is dropped) or CP932. @throws CsvError where it is neither. */
export const decodeText = (bytes: Uint8Array, file: string): string => {
  const text = decode(utf8, bytes) ?? decode(cp932, bytes);
  if (text !== null) return text;
  throw new CsvError(
    { file, line: firstBrokenLine(bytes), column: 1 },
    '文字コードが UTF-8 でも Shift_JIS(CP932)でもありません。「CSV UTF-8」で保存し直してください。',
    'The text is neither UTF-8 nor CP932: save the file again as "CSV UTF-8".',
  );
};
