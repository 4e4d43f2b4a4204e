/** How well a text answers a typed query: 0 is not at all; a word's start beats its middle beats scattered letters. */
export function score(text: string, query: string): number {
  const hay = text.toLowerCase();
  const needle = query.trim().toLowerCase();
  if (needle === '') return 1;
  const at = hay.indexOf(needle);
  if (at === 0) return 4;
  if (at > 0) return /[\s\-_./]/.test(hay.charAt(at - 1)) ? 3 : 2;
  let from = 0;
  for (const letter of needle.replaceAll(' ', '')) {
    from = hay.indexOf(letter, from) + 1;
    if (from === 0) return 0;
  }
  return 1;
}

/** The items that answer the query, the best first, otherwise in their own order. */
export function best<T>(items: readonly T[], query: string, textOf: (item: T) => string): T[] {
  return items
    .map((item, order) => ({ item, order, value: score(textOf(item), query) }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value || a.order - b.order)
    .map(({ item }) => item);
}
