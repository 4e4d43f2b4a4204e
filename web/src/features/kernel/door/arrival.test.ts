import { wayBy } from './arrival';

test('the way by another server leads back to where one wanted to be', () => {
  const way = new URL(wayBy('acme', '/clients?health=red'), window.location.origin);
  const back = new URL(way.searchParams.get('redirect_to') ?? '');

  expect([way.pathname, way.searchParams.get('provider')]).toEqual(['/auth/v1/authorize', 'acme']);
  expect([back.origin, back.pathname]).toEqual([window.location.origin, '/arrive']);
  expect(back.searchParams.get('next')).toBe('/clients?health=red');
  expect(new URL(wayBy('acme', undefined), window.location.origin).searchParams.get('redirect_to')).toMatch(
    /arrive$/,
  );
});
