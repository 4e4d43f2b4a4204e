import { complaintAbout, guess, rowsFor } from './mapping';

test('columns find their fields by any of their names, each once', () => {
  expect(guess(['Client Name', 'E-Mail', 'Kürzel', 'Colour', 'name'])).toEqual([
    'name',
    'primary_contact_email',
    'code',
    null,
    null,
  ]);
});

test('wrong columns are explained with what the file has', () => {
  expect(complaintAbout(['Foo', 'Bar'], [null, null], 3)).toContain('Foo, Bar');
  expect(complaintAbout(['a', 'b'], ['name', 'name'], 3)).toContain('Two columns');
  expect(complaintAbout(['name'], ['name'], 0)).toContain('no rows');
  expect(complaintAbout(['name'], ['name'], 5001)).toContain('5,000');
  expect(complaintAbout(['name'], ['name'], 1)).toBeUndefined();
});

test('rows leave out what is empty or not mapped, tags become a list', () => {
  expect(rowsFor([[' Acme ', '', 'a; b', 'x']], ['name', 'code', 'tags', null])).toEqual([
    { name: 'Acme', tags: ['a', 'b'] },
  ]);
});

test('what our export guarded comes back as it was', () => {
  expect(rowsFor([["'=SUM"]], ['name'])).toEqual([{ name: '=SUM' }]);
});
