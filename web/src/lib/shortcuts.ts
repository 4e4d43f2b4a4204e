import { useEffect, useSyncExternalStore } from 'react';

/** One thing that can be done by key. `keys` are "g c" (one after the other), "?" or "mod+k". */
export type Shortcut = { keys: string; label: string; group: string; run: () => void; hidden?: boolean };

const active = new Set<() => readonly Shortcut[]>();
const listeners = new Set<() => void>();
let snapshot: readonly Shortcut[] = [];

function changed(): void {
  snapshot = [...active].flatMap((read) => read());
  for (const listener of listeners) listener();
}

/** Makes shortcuts work while the component is mounted, and shows them in the sheet and the palette. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    const read = () => shortcuts;
    active.add(read);
    changed();
    return () => {
      active.delete(read);
      changed();
    };
  }, [shortcuts]);
}

export function useActiveShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );
}

const preference = 'atrium-single-keys';
export const singleKeysOn = (): boolean => localStorage.getItem(preference) !== 'off';
export const setSingleKeys = (on: boolean): void => localStorage.setItem(preference, on ? 'on' : 'off');

/** The name of a pressed key: "mod+k", "shift+ArrowUp", "?", "j". */
export function nameOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  const shift = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key)) ? 'shift+' : '';
  return `${mod}${event.altKey ? 'alt+' : ''}${shift}${key}`;
}

/** While someone types or a dialog is open, single keys belong to them. */
export function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  const box = target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type);
  return (typing && !box) || target.closest('[role="dialog"],[role="menu"],[role="listbox"]') !== null;
}

/** A focused link or button answers Enter itself. */
const ownsEnter = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('a,button,summary') !== null;

/** Which shortcut a key completes, given what was pressed before it. */
export function match(shortcuts: readonly Shortcut[], before: string, key: string): Shortcut | 'waiting' | undefined {
  const sequence = before === '' ? key : `${before} ${key}`;
  const exact = shortcuts.findLast((shortcut) => shortcut.keys === sequence);
  if (exact !== undefined) return exact;
  if (shortcuts.some((shortcut) => shortcut.keys.startsWith(`${sequence} `))) return 'waiting';
  return before === '' ? undefined : match(shortcuts, '', key);
}

/** Listens on the window; returns how to stop. */
export function listen(): () => void {
  let before = '';
  let timer = 0;
  const onKey = (event: KeyboardEvent) => {
    const key = nameOf(event);
    const withMod = key.startsWith('mod+');
    if (event.defaultPrevented || (!withMod && (isTaken(event.target) || !singleKeysOn()))) return;
    if (key === 'Enter' && ownsEnter(event.target)) return;
    const found = match(snapshot, before, key);
    window.clearTimeout(timer);
    before = '';
    if (found === undefined) return;
    if (found === 'waiting') {
      before = key;
      timer = window.setTimeout(() => {
        before = '';
      }, 1000);
      return;
    }
    event.preventDefault();
    found.run();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
