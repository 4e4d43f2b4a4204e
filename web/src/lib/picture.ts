// What fits beside a name in every list: the columns take 2,000 characters.
const longest = 2000;
const sizes = [64, 56, 48, 40, 32, 24];
const qualities = [0.8, 0.6, 0.4];
// The first keeps transparency, and some browsers can't write it: they answer with a PNG, which is asked no further.
const forms = ['image/webp', 'image/jpeg'];

/**
 * The address of a picture, where it may be loaded: part of the row itself, or on our own server. Any other server
 * would learn from the browser of everyone who sees the name that they are reading now, and from where.
 */
export function shownPicture(address: string | null | undefined): string | undefined {
  const own = /^(data:image\/(webp|jpeg|png|gif);base64,|\/(?!\/))/;
  return address !== null && address !== undefined && own.test(address) ? address : undefined;
}

/** A picture file, cut to a square and made so small that it fits into its row. Throws what a person can read. */
export async function pictureOf(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Error('This file is no picture that the browser can read. Choose a PNG, JPEG or WebP file.');
  });
  const canvas = document.createElement('canvas');
  const brush = canvas.getContext('2d');
  if (brush === null) throw new Error('The browser can’t make pictures smaller.');
  const side = Math.min(picture.width, picture.height);
  const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
  for (const form of forms) {
    for (const size of sizes) {
      canvas.width = canvas.height = size;
      if (form === 'image/jpeg') {
        brush.fillStyle = 'white';
        brush.fillRect(0, 0, size, size);
      }
      brush.imageSmoothingQuality = 'high';
      brush.drawImage(picture, left, top, side, side, 0, 0, size, size);
      const made = qualities.map((quality) => canvas.toDataURL(form, quality));
      const fits = made.find((address) => address.startsWith(`data:${form}`) && address.length <= longest);
      if (fits !== undefined) return fits;
    }
  }
  throw new Error('This picture has too many details to be made small. Choose a simpler one.');
}
