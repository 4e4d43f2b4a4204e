import { accents, contrast, shadesOf } from './accent';

test.each([...accents.map((accent) => accent.value), '#ffee00', '#00ff88', '#ffffff'])(
  '%s carries white text and reads on dark',
  (accent) => {
    const shades = shadesOf(accent);
    expect(shades).toHaveLength(10);
    expect(contrast(shades[6] ?? '', '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(shades[3] ?? '', '#18191d')).toBeGreaterThanOrEqual(4.5);
  },
);

test('what is no colour becomes the default', () => {
  expect(shadesOf('red; background:url(x)')).toEqual(shadesOf(null));
});
