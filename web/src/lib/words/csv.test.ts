import { csvCell, csvOf, decode, delimiterOf, parseCsv, sheetOf } from './csv';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('reading bytes', () => {
  test('UTF-8 is read as it is, with or without its mark', () => {
    expect(decode(bytes('Café'))).toEqual({ text: 'Café', encoding: 'UTF-8' });
    expect(decode(bytes('\uFEFFname')).text).toBe('name');
  });

  test('what cannot be UTF-8 is read as Latin-1', () => {
    expect(decode(new Uint8Array([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72]))).toEqual({
      text: 'Müller',
      encoding: 'Latin-1',
    });
  });

  test('UTF-16 is known by its mark', () => {
    expect(decode(new Uint8Array([0xff, 0xfe, 0x61, 0x00, 0x2c, 0x00])).text).toBe('a,');
  });
});

describe('parsing', () => {
  test('quotes hold delimiters, line ends and doubled quotes', () => {
    expect(parseCsv('a,"b,1\nb2","say ""hi"""\r\nc,,d\n')).toEqual([
      ['a', 'b,1\nb2', 'say "hi"'],
      ['c', '', 'd'],
    ]);
  });

  test('the delimiter is the one the heading uses most, outside of quotes', () => {
    expect(delimiterOf('"a,b";c;d\n1,2,3,4;;')).toBe(';');
    expect(delimiterOf('a\tb\tc')).toBe('\t');
  });

  test('an unclosed quote, blank lines and no final line end lose nothing', () => {
    expect(parseCsv('a,b\n\n1,"open')).toEqual([
      ['a', 'b'],
      ['1', 'open'],
    ]);
  });

  test('a heading is trimmed and the rows follow', () => {
    expect(sheetOf(bytes(' name ; code\nAcme;A1'))).toMatchObject({
      header: ['name', 'code'],
      rows: [['Acme', 'A1']],
    });
  });
});

describe('writing', () => {
  test.each(['=1+1', '+1', '-1', '@sum', '\tx'])('%s does not become a formula', (text) => {
    expect(csvCell(text).replaceAll('"', '')).toMatch(/^'/);
  });

  test('numbers stay numbers, lists are joined, nothing is empty', () => {
    expect([csvCell(-3), csvCell(['a', 'b']), csvCell(null)]).toEqual(['-3', '"a; b"', '']);
  });

  test('what is written is read back the same', () => {
    const rows = [
      ['Sm"ith, Ltd', 'two\nlines', ' space '],
      ['ü', '', ';'],
    ];
    expect(parseCsv(csvOf(['a', 'b', 'c'], rows), ',')).toEqual([['a', 'b', 'c'], ...rows]);
  });
});
