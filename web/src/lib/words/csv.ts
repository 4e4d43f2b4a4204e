export type Sheet = { header: string[]; rows: string[][]; encoding: string; delimiter: string };

/** Reads bytes as UTF-8 (with or without mark), UTF-16 with mark, or Windows Latin-1 where UTF-8 is impossible. */
export function decode(bytes: Uint8Array): { text: string; encoding: string } {
  const marked: [string, string, number[]][] = [
    ['utf-8', 'UTF-8', [0xef, 0xbb, 0xbf]],
    ['utf-16le', 'UTF-16', [0xff, 0xfe]],
    ['utf-16be', 'UTF-16', [0xfe, 0xff]],
  ];
  for (const [label, name, mark] of marked) {
    if (mark.every((byte, index) => bytes[index] === byte)) {
      return { text: new TextDecoder(label).decode(bytes), encoding: name };
    }
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Latin-1' };
  }
}

/** The delimiter that the first line, outside quotes, holds most of. */
export function delimiterOf(text: string): string {
  const line = (text.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map((mark) => [mark, line.split(mark).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** RFC 4180 with any delimiter: quotes, doubled quotes, line ends inside quotes. Never throws. */
export function parseCsv(text: string, delimiter = delimiterOf(text)): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (character === '"' && cell === '') quoted = true;
    else if (character === delimiter) {
      row.push(cell);
      cell = '';
    } else if (character === '\n') endRow();
    else if (character !== '\r') cell += character;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}

export function sheetOf(bytes: Uint8Array): Sheet {
  const { text, encoding } = decode(bytes);
  const delimiter = delimiterOf(text);
  const [header = [], ...rows] = parseCsv(text, delimiter);
  return { header: header.map((name) => name.trim()), rows, encoding, delimiter };
}

/** One cell, safe to open in a spreadsheet: what would start a formula gets a leading apostrophe. */
export function csvCell(value: unknown): string {
  const text = value === null || value === undefined ? '' : Array.isArray(value) ? value.join('; ') : String(value);
  const safe = typeof value !== 'number' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r;]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvOf(header: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return [header, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n';
}

/** Hands a text to the browser as a file; the mark makes spreadsheets read it as UTF-8. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
