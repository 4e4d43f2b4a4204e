import { useShortcuts, type Shortcut } from '@/lib/shortcuts';
import { walk } from './selection';

type Act = (id: string) => void;
type Keys = {
  ids: string[];
  cursor: string | undefined;
  onCursor: Act;
  onOpen: Act;
  onSelect?: Act | undefined;
  onPeek?: Act | undefined;
  onEscape: () => void;
};

/** J and K walk the list, X selects, P peeks, Enter opens, Escape steps back. */
export function useListKeys({ ids, cursor, onCursor, onOpen, onSelect, onPeek, onEscape }: Keys): void {
  const move = (step: number) => () => {
    const next = walk(ids, cursor, step);
    if (next === undefined) return;
    onCursor(next);
    document.querySelector(`[data-id="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const at = (act: Act) => () => {
    if (cursor !== undefined) act(cursor);
  };
  const group = 'List';
  const shortcuts: Shortcut[] = [
    { keys: 'j', label: 'Next row', group, run: move(1) },
    { keys: 'k', label: 'Row before', group, run: move(-1) },
    { keys: 'ArrowDown', label: 'Next row', group, run: move(1), hidden: true },
    { keys: 'ArrowUp', label: 'Row before', group, run: move(-1), hidden: true },
    { keys: 'Escape', label: 'Close or clear', group, run: onEscape },
  ];
  // With no row chosen Enter stays with the link or button that has the focus.
  if (cursor !== undefined) shortcuts.push({ keys: 'Enter', label: 'Open the page', group, run: at(onOpen) });
  if (onSelect !== undefined) shortcuts.push({ keys: 'x', label: 'Select the row', group, run: at(onSelect) });
  if (onPeek !== undefined) shortcuts.push({ keys: 'p', label: 'Show beside the list', group, run: at(onPeek) });
  useShortcuts(shortcuts);
}
