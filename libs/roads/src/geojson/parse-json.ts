import { getLocation, type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { RoadImportError } from '../road-import-error.js';

/** Parses JSON; a fault is a `RoadImportError` with line, column and, in a GeoJSON file, the feature. */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RoadImportError(`${path}, ${placeOfFault(text)}.`);
  }
}

function placeOfFault(text: string): string {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const { offset, length, error } = errors[0] ?? { offset: text.length, length: 0, error: 0 };
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  const path = getLocation(text.slice(0, offset), offset).path;
  const feature = path[0] === 'features' && typeof path[1] === 'number' ? ` in feature ${path[1]}` : '';
  const what =
    offset + length >= text.trimEnd().length
      ? 'the file ends too early'
      : wordsOf(printParseErrorCode(error));
  return `line ${line}, column ${column}${feature}: the JSON is broken, ${what}`;
}

/** `CommaExpected` → "comma expected". */
const wordsOf = (code: string): string => code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
