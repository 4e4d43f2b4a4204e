import { isTaken, match, nameOf, type Shortcut } from './shortcuts';

const shortcut = (keys: string): Shortcut => ({ keys, label: keys, group: 'Test', run: () => undefined });
const all = [shortcut('c'), shortcut('g c'), shortcut('?'), shortcut('shift+ArrowRight')];
const event = (key: string, more: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

test('a single key is found, a sequence waits for its second', () => {
  expect(match(all, '', 'c')).toBe(all[0]);
  expect(match(all, '', 'g')).toBe('waiting');
  expect(match(all, 'g', 'c')).toBe(all[1]);
});

test('a broken sequence counts as a fresh key', () => {
  expect(match(all, 'g', '?')).toBe(all[2]);
  expect(match(all, 'g', 'q')).toBeUndefined();
});

test('keys are named with what is held', () => {
  expect(nameOf(event('K', { ctrlKey: true }))).toBe('mod+k');
  expect(nameOf(event('?', { shiftKey: true }))).toBe('?');
  expect(nameOf(event('ArrowRight', { shiftKey: true }))).toBe('shift+ArrowRight');
});

test('typing and dialogs keep their keys', () => {
  document.body.innerHTML =
    '<input id="text"><input id="box" type="checkbox"><div role="dialog"><b id="in"></b></div><p id="out"></p>';
  const taken = (id: string) => isTaken(document.getElementById(id));
  expect([taken('text'), taken('box'), taken('in'), taken('out')]).toEqual([true, false, true, false]);
});
