/** The ids from one to another, both included, in the order shown. */
export function rangeOf(ids: readonly string[], from: string, to: string): string[] {
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)];
  if (a < 0 || b < 0) return [to];
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** The id `step` places from the cursor; from nowhere the walk starts at the first row. */
export function walk(ids: readonly string[], cursor: string | undefined, step: number): string | undefined {
  const at = cursor === undefined ? -1 : ids.indexOf(cursor);
  if (at < 0) return ids[0];
  return ids[Math.min(Math.max(at + step, 0), ids.length - 1)];
}
