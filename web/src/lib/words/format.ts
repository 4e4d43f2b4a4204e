const minute = 60_000;
const day = 86_400_000;

const steps: [limit: number, unit: Intl.RelativeTimeFormatUnit, size: number][] = [
  [60 * minute, 'minute', minute],
  [day, 'hour', 60 * minute],
  [7 * day, 'day', day],
  [35 * day, 'week', 7 * day],
  [365 * day, 'month', 30.44 * day],
  [Infinity, 'year', 365.25 * day],
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

/** "3 days ago", "in 2 hr."; under a minute it is "just now". */
export function ago(instant: string | Date, now = new Date()): string {
  const difference = new Date(instant).getTime() - now.getTime();
  if (Math.abs(difference) < minute) return 'just now';
  const step = steps.find(([limit]) => Math.abs(difference) < limit);
  if (step === undefined) return '';
  return relative.format(Math.round(difference / step[2]), step[1]);
}

/** The full instant with its zone, for titles. */
export function instantOf(value: string | Date, zone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(new Date(value));
}

/** "21 Nov 2026" from a date or an instant. */
export function dayOf(value: string | null | undefined): string {
  if (value === null || value === undefined || value === '') return '';
  const date = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T12:00:00`) : new Date(value);
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }).format(date);
}

export const shortDay = (value: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(new Date(`${value}T12:00:00`));

export const timeOf = (value: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(new Date(value));

/** The amount without its currency, which stands beside it, small. */
export function amountOf(value: number, digits = 0): string {
  return new Intl.NumberFormat('en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: Math.max(digits, 2),
  }).format(value);
}

export function sizeOf(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return `${amountOf(Math.round((bytes / 1000 ** power) * 10) / 10)} ${units[power] ?? 'B'}`;
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${amountOf(count)} ${count === 1 ? one : many}`;

/** Up to two initials of a name or an e-mail address, in any script. */
export function initialsOf(name: string): string {
  const words = name
    .replace(/@.*$/, '')
    .split(/[\s._-]+/)
    .filter((word) => word.length > 0);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** A stable number from a text: the same person has the same colour everywhere. */
export function hashOf(text: string): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}

/** "on_hold" becomes "On hold", "api_keys" "API keys". */
export function wordOf(value: string): string {
  const words = value.replaceAll('_', ' ').replace(/\b(ai|api|csat|kb|sla)(?=s?\b)/g, (short) => short.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}
