import { wordOf } from '@/lib/words/format';
import { roleNames, type Role } from '@/lib/session';

export type Cell = { role: string; resource: string; action: string; reach: string | undefined };
type Row = { role: string; resource: string; action: string; reach: string };
type Action = { action: string; reaches: Map<string, string> };
export type Resource = { resource: string; actions: Action[] };

const usual = ['select', 'insert', 'update', 'delete'];

const place = (action: string): number => (usual.includes(action) ? usual.indexOf(action) : usual.length);

/** The flat rows by resource and action: read, add, change, remove first, then a resource's own verbs. */
export function matrixOf(rows: readonly Row[]): Resource[] {
  const resources = new Map<string, Map<string, Map<string, string>>>();
  for (const { role, resource, action, reach } of rows) {
    const actions = resources.get(resource) ?? new Map<string, Map<string, string>>();
    const reaches = actions.get(action) ?? new Map<string, string>();
    reaches.set(role, reach);
    actions.set(action, reaches);
    resources.set(resource, actions);
  }
  return [...resources]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([resource, actions]) => ({
      resource,
      actions: [...actions]
        .map(([action, reaches]) => ({ action, reaches }))
        .sort((a, b) => place(a.action) - place(b.action) || a.action.localeCompare(b.action)),
    }));
}

const verbs: Record<string, string> = { select: 'see', insert: 'add', update: 'change', delete: 'remove' };

/** "See", "Add", "Change", "Remove", or a resource's own verb. */
export const rightName = (action: string): string => wordOf(verbs[action] ?? action);

/**
 * Of the resources those whose name holds the text, with all their rights, and of the others the rights whose name
 * does. Empty text finds all.
 */
export function matching(resources: readonly Resource[], text: string): Resource[] {
  const wanted = text.trim().toLowerCase();
  return resources
    .map(({ resource, actions }) =>
      wordOf(resource).toLowerCase().includes(wanted)
        ? { resource, actions }
        : { resource, actions: actions.filter(({ action }) => rightName(action).toLowerCase().includes(wanted)) },
    )
    .filter(({ actions }) => actions.length > 0);
}

const reaches: Record<string, string> = {
  all: 'of the whole agency',
  assigned: 'of the clients they were given',
  own: 'that are their own',
  home: 'of their own company',
};

/** "An account manager may change clients of the whole agency." */
export function inWords(cell: Cell): string {
  const role = roleNames[cell.role as Role] as string | undefined;
  const name = (role ?? cell.role).toLowerCase();
  const article = /^[aeiou]/.test(name) ? 'An' : 'A';
  const thing = wordOf(cell.resource).toLowerCase();
  const verb = verbs[cell.action] ?? wordOf(cell.action).toLowerCase();
  return `${article} ${name} may ${verb} ${thing} ${reaches[cell.reach ?? ''] ?? ''}`.trim() + '.';
}
