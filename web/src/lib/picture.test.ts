import { pictureOf, shownPicture } from './picture';

test.each(['data:image/webp;base64,UklG', '/storage/v1/object/public/faces/1.webp'])('%s is shown', (address) => {
  expect(shownPicture(address)).toBe(address);
});

test.each([
  'https://tracker.test/pixel.gif',
  '//tracker.test/pixel.gif',
  'javascript:alert(1)',
  'data:image/svg+xml;base64,PHN2Zz4=',
  'data:text/html;base64,PGI+',
  '',
  null,
  undefined,
])('%s is never loaded', (address) => {
  expect(shownPicture(address)).toBeUndefined();
});

test('a file that is no picture is refused in words', async () => {
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new DOMException('no', 'InvalidStateError')));
  await expect(pictureOf(new Blob(['text']))).rejects.toThrow('This file is no picture');
});
