import { queryOptions } from '@tanstack/react-query';

/** The pages of docs/guide, as empty states and the menu link to them. */
export const guidePages = {
  clients: 'Clients',
  conversations: 'Conversations',
  alerts: 'Alerts',
  cartridges: 'Cartridges',
  people: 'People',
  programs: 'Programs and the log',
} as const;

export type GuideName = keyof typeof guidePages;

const files = import.meta.glob<string>('../../../docs/guide/*.md', { query: '?raw', import: 'default' });

export const fileOf = (name: string): (() => Promise<string>) | undefined => files[`../../../docs/guide/${name}.md`];

export const guidePage = (name: string) =>
  queryOptions({
    queryKey: ['guide', name],
    queryFn: async () => blocksOf((await fileOf(name)?.()) ?? ''),
    staleTime: Infinity,
  });

export type Block =
  | { kind: 'title' | 'heading' | 'text'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] };

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

function blockOf(lines: string[]): Block {
  const [first = ''] = lines;
  if (first.startsWith('- ')) {
    const text = lines.map((line) => line.trim()).join(' ');
    return { kind: 'list', items: text.slice(2).split(' - ') };
  }
  if (first.startsWith('|')) {
    const [head = [], , ...rows] = lines.map(cellsOf);
    return { kind: 'table', head, rows };
  }
  return { kind: 'text', text: lines.join(' ') };
}

/** The part of Markdown that the guide is written in. Everything becomes text: nothing in it can be markup. */
export function blocksOf(markdown: string): Block[] {
  return markdown
    .split(/\n{2,}|(?<=^#.*)\n/m)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      if (part.startsWith('# ')) return { kind: 'title', text: part.slice(2) };
      if (part.startsWith('## ')) return { kind: 'heading', text: part.slice(3) };
      return blockOf(part.split('\n'));
    });
}

export type Piece = { text: string; as?: 'strong' | 'code' };

/** `code` and **strong** words within a line. */
export const piecesOf = (text: string): Piece[] =>
  text
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter((piece) => piece !== '')
    .map((piece): Piece => {
      if (piece.startsWith('`')) return { text: piece.slice(1, -1), as: 'code' };
      return piece.startsWith('**') ? { text: piece.slice(2, -2), as: 'strong' } : { text: piece };
    });
