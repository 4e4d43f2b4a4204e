/** The part of an address after `?`, as plain texts: short, readable, safe to paste to a colleague. */
export type Search = Record<string, string | undefined>;

export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const kept = Object.entries(search).filter(([, value]) => typeof value === 'string' && value !== '') as [
    string,
    string,
  ][];
  if (kept.length === 0) return '';
  // Commas and colons are legal in a query and read better than %2C.
  return `?${new URLSearchParams(kept).toString().replaceAll('%2C', ',').replaceAll('%3A', ':')}`;
}

export const listOf = (value: string | undefined): string[] =>
  value === undefined || value === '' ? [] : value.split(',').filter((item) => item !== '');

export const textOfList = (items: readonly string[]): string | undefined =>
  items.length > 0 ? items.join(',') : undefined;

export type Sort = { column: string; descending: boolean };

/** "-open_alerts" is open_alerts, largest first. Unknown columns fall back. */
export function sortOf(value: string | undefined, allowed: readonly string[], fallback: Sort): Sort {
  if (value === undefined) return fallback;
  const descending = value.startsWith('-');
  const column = descending ? value.slice(1) : value;
  return allowed.includes(column) ? { column, descending } : fallback;
}

export const textOfSort = (sort: Sort): string => (sort.descending ? '-' : '') + sort.column;

/** A page number from 1; anything else is the first page. */
export function pageNumberOf(value: string | undefined): number {
  const page = Number(value);
  return Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1;
}

/** Only paths of this app: an address with a host must not become a redirect. */
export function safeNext(value: string | undefined): string {
  return value !== undefined && /^\/(?![/\\])/.test(value) ? value : '/';
}
