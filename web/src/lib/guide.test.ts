import { blocksOf, fileOf, guidePages, piecesOf } from './guide';

test.each(Object.entries(guidePages))('the page %s is there, and opens with its title', async (name, title) => {
  const blocks = blocksOf((await fileOf(name)?.()) ?? '');
  expect(blocks[0]).toEqual({ kind: 'title', text: title });
  expect(blocks.length).toBeGreaterThan(3);
});

test('titles, text, lists and tables are told apart', () => {
  const page = '# A\n\nOne\ntwo.\n\n## B\n- x\n  y\n- z\n\n| k | v |\n| --- | --- |\n| 1 | 2 |\n';
  expect(blocksOf(page)).toEqual([
    { kind: 'title', text: 'A' },
    { kind: 'text', text: 'One two.' },
    { kind: 'heading', text: 'B' },
    { kind: 'list', items: ['x y', 'z'] },
    { kind: 'table', head: ['k', 'v'], rows: [['1', '2']] },
  ]);
});

test('markup stays text', () => {
  expect(piecesOf('a `b` **c** <b>d</b>')).toEqual([
    { text: 'a ' },
    { text: 'b', as: 'code' },
    { text: ' ' },
    { text: 'c', as: 'strong' },
    { text: ' <b>d</b>' },
  ]);
});
