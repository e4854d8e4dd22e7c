import { parseCsv } from '../csv-table.js';
import { decodeText } from '../decode-text.js';
import { dateColumn, instantColumn, numberColumn, type Table, tableOf, textColumn } from '../table.js';
import { encodeCp932, unmappedTable } from './cp932.js';
import { withoutFormula, writeCsv } from './write-csv.js';

const table = (remarks: readonly string[]): Table =>
  tableOf(
    '試験',
    [
      textColumn('備考', 20, (remark: string) => remark),
      numberColumn('時間', 8, () => -1.5, 2),
      dateColumn('日付', () => '2027-01-12'),
      instantColumn('時刻', () => Date.parse('2027-01-12T21:50:00+09:00')),
      numberColumn('空', 5, () => null),
    ],
    remarks,
  );

const cellsOf = (bytes: Uint8Array): (readonly string[])[] =>
  parseCsv(bytes, 'file.csv').rows.map(({ cells }) => cells);

describe('CSV writer', () => {
  it('writes UTF-8 with BOM and CRLF, numbers and times plainly', () => {
    const { utf8 } = writeCsv(table(['雪']));
    expect([...utf8.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(Buffer.from(utf8).toString('utf8').slice(1)).toBe(
      '備考,時間,日付,時刻,空\r\n雪,-1.50,2027-01-12,2027-01-12 21:50:00,\r\n',
    );
  });

  it.each([
    ['=1+2', "'=1+2"],
    ['+81 76', "'+81 76"],
    ['-1+2', "'-1+2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['\nx', "'\nx"],
    ['＝1+2', "'＝1+2"],
    ['＋81', "'＋81"],
    ['－1+2', "'－1+2"],
    ['＠SUM(A1)', "'＠SUM(A1)"],
    ['\u22121+2', "'\u22121+2"],
    ['-1200', '-1200'],
    ['-0.5', '-0.5'],
    ['雪=1', '雪=1'],
    ['', ''],
  ])('makes no formula of %j', (text, printed) => {
    expect(withoutFormula(text)).toBe(printed);
  });

  it('quotes commas, quotes and line breaks, and is read back the same', () => {
    const remarks = ['a,b', 'say "x"', '二\n行', '𠮷田・髙橋'];
    expect(cellsOf(writeCsv(table(remarks)).utf8).map(([remark]) => remark)).toEqual(remarks);
  });

  it('writes CP932 and lists what it lacks, with what stands there instead', () => {
    const { bytes, unmapped } = writeCsv(table(['髙橋①', '𠮷田〜𠮷川', '辻\u{E0100}'])).cp932;
    expect(cellsOf(bytes).map(([remark]) => remark)).toEqual(['髙橋①', '〓田～〓川', '辻']);
    expect(unmapped).toEqual([
      { character: '𠮷', codePoint: 'U+20BB7', printedAs: '〓', count: 2, firstLine: 3 },
      { character: '〜', codePoint: 'U+301C', printedAs: '～', count: 1, firstLine: 3 },
      { character: '\u{E0100}', codePoint: 'U+E0100', printedAs: '', count: 1, firstLine: 4 },
    ]);
    const listed = unmappedTable(unmapped.map((each) => ({ ...each, file: 'a.csv' })));
    expect(listed.rows[0]).toEqual(['a.csv', '𠮷', 'U+20BB7', '〓', 2, 3]);
  });

  it('writes raised digits and squared units plainly, and lists them', () => {
    const { bytes, unmapped } = writeCsv(table(['ショベル 3.0m³', '12 m²・5㎥', '⁺1+2'])).cp932;
    expect(cellsOf(bytes).map(([remark]) => remark)).toEqual(['ショベル 3.0m3', '12 m2・5m3', '〓1+2']);
    expect(unmapped.map(({ character, printedAs }) => character + printedAs)).toEqual([
      '³3',
      '²2',
      '㎥m3',
      '⁺〓',
    ]);
  });

  it('gives every character of CP932, private ones aside, the bytes that Windows gives it', () => {
    const codes = Array.from({ length: 0xfc4b - 0x8140 + 1 }, (_, i) => 0x8140 + i);
    const ofWindows = new TextDecoder('shift_jis', { fatal: true });
    const characters = codes.flatMap((code) => {
      try {
        return [ofWindows.decode(Uint8Array.of(code >> 8, code & 255))];
      } catch {
        return [];
      }
    });
    const text = characters.filter((character) => /^[^\uE000-\uF8FF]$/.test(character)).join('');
    expect(text.length).toBeGreaterThan(7000);
    const { bytes, unmapped } = encodeCp932(text);
    expect(unmapped).toEqual([]);
    expect(decodeText(bytes, 'file.csv')).toBe(text);
  });
});
