import type { Tone } from '@/components/State';
import type { OneOf } from '@/lib/data/catalogue';

type Word = { word: string; tone: Tone };

export const healths: Record<OneOf<'client_health'>, Word> = {
  green: { word: 'Healthy', tone: 'green' },
  yellow: { word: 'Watch', tone: 'amber' },
  red: { word: 'At risk', tone: 'red' },
};

export const statuses: Record<OneOf<'client_status'>, Word> = {
  active: { word: 'Active', tone: 'green' },
  inactive: { word: 'Inactive', tone: 'grey' },
  on_hold: { word: 'On hold', tone: 'amber' },
  churned: { word: 'Churned', tone: 'red' },
};

export const severities: Record<OneOf<'alert_severity'>, Word & { level: number }> = {
  critical: { word: 'Critical', tone: 'red', level: 4 },
  high: { word: 'High', tone: 'red', level: 3 },
  medium: { word: 'Medium', tone: 'amber', level: 2 },
  low: { word: 'Low', tone: 'grey', level: 1 },
};

export const alertTypes: Record<OneOf<'alert_type'>, string> = {
  risk_detected: 'Risk',
  kpi_drop: 'Results dropped',
  inactivity: 'Gone quiet',
  disconnect: 'Disconnected',
};

export const communicationTypes: Record<OneOf<'communication_type'>, string> = {
  email: 'E-mail',
  call: 'Call',
  meeting: 'Meeting',
  note: 'Note',
  chat: 'Chat',
};

export const retentionTypes: Record<OneOf<'retention_type'>, string> = {
  retainer: 'Retainer',
  project: 'Project',
  hybrid: 'Hybrid',
};

/** The word for a kind of contract; undefined when none is set. */
export const retentionOf = (kind: OneOf<'retention_type'> | null): string | undefined =>
  kind === null ? undefined : retentionTypes[kind];

export const choicesOf = <Name extends string>(
  words: Record<Name, Word | string>,
): { value: Name; label: string }[] =>
  (Object.entries(words) as [Name, Word | string][]).map(([value, word]) => ({
    value,
    label: typeof word === 'string' ? word : word.word,
  }));
