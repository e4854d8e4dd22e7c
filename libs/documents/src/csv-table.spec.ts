import { CsvError } from './csv-error.js';
import { parseCsv } from './csv-table.js';

const bytes = (text: string): Uint8Array => Buffer.from(text);

const errorOf = (content: Uint8Array): CsvError => {
  try {
    parseCsv(content, 'file.csv');
  } catch (error) {
    return error as CsvError;
  }
  throw new Error('no error');
};

describe('CSV reader', () => {
  const expected = { file: 'file.csv', header: ['番号', '名称'], rows: [{ line: 2, cells: ['1', '金沢'] }] };

  it.each([
    ['UTF-8', bytes('番号,名称\n1,金沢\n')],
    ['UTF-8 with BOM and CRLF', bytes('\uFEFF番号,名称\r\n1,金沢\r\n')],
    ['CP932', Buffer.from('94d48d862c96bc8fcc0d0a312c8be091f20d0a', 'hex')],
    ['spaces, empty lines and trailing commas', bytes('番号, 名称\n1 ,金沢,,\n\n,\n')],
  ])('reads %s', (_name, content) => {
    expect(parseCsv(content, 'file.csv')).toEqual(expected);
  });

  it('reads characters that only CP932 has', () => {
    const content = Buffer.from('6e616d650a8740fbfc0a', 'hex');
    expect(parseCsv(content, 'file.csv').rows[0].cells).toEqual(['①髙']);
  });

  it('reads quoted commas, quotes and line breaks, and counts the lines on', () => {
    const table = parseCsv(bytes('a,b\n"1,2","say ""x"""\n"two\nlines",4\n5,6\n'), 'file.csv');
    expect(table.rows.map((row) => row.cells)).toEqual([
      ['1,2', 'say "x"'],
      ['two\nlines', '4'],
      ['5', '6'],
    ]);
    expect(table.rows[2].line).toBe(5);
  });

  it.each([
    ['an empty file', bytes(''), { line: 1, column: 1 }],
    ['a comma too many', bytes('a,b\n1,2\n1,2,3\n'), { line: 3, column: 3 }],
    ['a quote that does not close', bytes('a,b\n1,2\n1,"2\n'), { line: 3, column: 2 }],
    ['a quote inside a cell', bytes('a,b\n1,2"3\n'), { line: 2, column: 2 }],
    ['bytes of no known encoding', Buffer.from('610a310aff80ff0a', 'hex'), { line: 3, column: 1 }],
  ])('names the place of %s', (_name, content, place) => {
    const error = errorOf(content);
    expect(error).toBeInstanceOf(CsvError);
    expect(error.place).toMatchObject({ file: 'file.csv', ...place });
    expect(error.message).toMatch(
      /^file\.csv \d+行 \d+列目: .+。\n {2}file\.csv line \d+, column \d+: .+\.$/,
    );
  });
});
