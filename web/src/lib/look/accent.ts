import type { MantineColorsTuple } from '@mantine/core';

export const defaultAccent = '#4f46e5';

/** The accents an agency may pick from by name; any other hex value works too. */
export const accents: { name: string; value: string }[] = [
  { name: 'Indigo', value: '#4f46e5' },
  { name: 'Blue', value: '#2563eb' },
  { name: 'Teal', value: '#0f766e' },
  { name: 'Green', value: '#15803d' },
  { name: 'Orange', value: '#c2410c' },
  { name: 'Red', value: '#c81e3a' },
  { name: 'Pink', value: '#be185d' },
  { name: 'Violet', value: '#7c3aed' },
  { name: 'Graphite', value: '#475569' },
];

type Rgb = [number, number, number];

const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as Rgb;

const hexOf = (rgb: Rgb): string =>
  `#${rgb
    .map((part) =>
      Math.round(Math.min(255, Math.max(0, part)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

const mix = (a: Rgb, b: Rgb, share: number): Rgb => a.map((part, at) => part + ((b[at] ?? 0) - part) * share) as Rgb;

export function luminance(hex: string): number {
  const [r, g, b] = rgbOf(hex).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Ten shades of an accent. Shade 6 always carries white text (4.5:1), shade 3 reads on dark surfaces. */
export function shadesOf(accent: string | null | undefined): MantineColorsTuple {
  const hex = /^#[0-9a-f]{6}$/i.test(accent ?? '') ? String(accent) : defaultAccent;
  const white: Rgb = [255, 255, 255];
  const black: Rgb = [10, 10, 16];
  let base = rgbOf(hex);
  while (contrast(hexOf(base), '#ffffff') < 4.8) base = mix(base, black, 0.06);
  const lighter = [0.93, 0.86, 0.72, 0.52, 0.36, 0.18].map((share) => hexOf(mix(base, white, share)));
  const darker = [0.14, 0.3, 0.45].map((share) => hexOf(mix(base, black, share)));
  return [...lighter, hexOf(base), ...darker] as unknown as MantineColorsTuple;
}
