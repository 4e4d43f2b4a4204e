import { TextInput, UnstyledButton } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import classes from './Inline.module.css';

type Props = {
  label: string;
  value: string | null;
  shown?: string | undefined;
  onSave: (value: string | null) => void;
  editable: boolean;
  type?: 'text' | 'email' | 'url' | 'date' | 'tel' | 'number';
  placeholder?: string;
};

/** Text in place: click or Enter to edit, Enter or Tab saves, Escape gives up. */
export function InlineText({ label, value, shown, onSave, editable, type = 'text', placeholder = 'Empty' }: Props) {
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const text = shown ?? value ?? '';
  if (!editable) return <span className={classes.still}>{text === '' ? '–' : text}</span>;
  if (draft === undefined) {
    return (
      <UnstyledButton
        className={classes.cell}
        data-empty={text === '' || undefined}
        aria-label={`${label}: ${text || placeholder}. Edit`}
        onClick={() => setDraft(value ?? '')}
      >
        <span>{text === '' ? placeholder : text}</span>
      </UnstyledButton>
    );
  }
  const save = () => {
    const next = draft.trim();
    setDraft(undefined);
    if (next !== (value ?? '')) onSave(next === '' ? null : next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') save();
    if (event.key === 'Escape') {
      event.stopPropagation();
      setDraft(undefined);
    }
  };
  return (
    <TextInput
      size="xs"
      radius="xs"
      type={type}
      value={draft}
      aria-label={label}
      autoFocus
      onBlur={save}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      flex={1}
    />
  );
}
