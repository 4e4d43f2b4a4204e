import type { Tone } from '@/components/State';

type Word = { word: string; tone: Tone };

export const healths: Record<string, Word> = {
  green: { word: 'Healthy', tone: 'green' },
  yellow: { word: 'Watch', tone: 'amber' },
  red: { word: 'At risk', tone: 'red' },
};

export const statuses: Record<string, Word> = {
  active: { word: 'Active', tone: 'green' },
  inactive: { word: 'Inactive', tone: 'grey' },
  on_hold: { word: 'On hold', tone: 'amber' },
  churned: { word: 'Churned', tone: 'red' },
};

export const severities: Record<string, Word & { level: number }> = {
  critical: { word: 'Critical', tone: 'red', level: 4 },
  high: { word: 'High', tone: 'red', level: 3 },
  medium: { word: 'Medium', tone: 'amber', level: 2 },
  low: { word: 'Low', tone: 'grey', level: 1 },
};

export const alertTypes: Record<string, string> = {
  risk_detected: 'Risk',
  kpi_drop: 'Results dropped',
  inactivity: 'Gone quiet',
  disconnect: 'Disconnected',
};

export const communicationTypes: Record<string, string> = {
  email: 'E-mail',
  call: 'Call',
  meeting: 'Meeting',
  note: 'Note',
  chat: 'Chat',
};

export const retentionTypes: Record<string, string> = { retainer: 'Retainer', project: 'Project', hybrid: 'Hybrid' };

export const choicesOf = (words: Record<string, Word | string>): { value: string; label: string }[] =>
  Object.entries(words).map(([value, word]) => ({ value, label: typeof word === 'string' ? word : word.word }));
