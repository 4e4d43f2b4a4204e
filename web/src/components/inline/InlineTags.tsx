import { Button, Group, Popover, Stack, TagsInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import classes from './Inline.module.css';

type Props = {
  label: string;
  value: string[];
  known: string[];
  onSave: (value: string[]) => void;
  editable: boolean;
};

export function Tags({ value }: { value: string[] }) {
  return (
    <span className={classes.tags}>
      {value.map((tag) => (
        <span key={tag} className={classes.tag}>
          {tag}
        </span>
      ))}
    </span>
  );
}

/** Tags in place: at most 20, kept as typed, saved when the box closes. */
export function InlineTags({ label, value, known, onSave, editable }: Props) {
  const [draft, setDraft] = useState<string[] | undefined>(undefined);
  if (!editable) return <Tags value={value} />;
  const save = () => {
    if (draft !== undefined && draft.join('\n') !== value.join('\n')) onSave(draft);
    setDraft(undefined);
  };
  return (
    <Popover opened={draft !== undefined} onDismiss={save} width={280} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.cell}
          data-empty={value.length === 0 || undefined}
          onClick={(event) => {
            event.stopPropagation();
            setDraft(value);
          }}
        >
          <span className="sr-only">{label}: </span>
          {value.length === 0 ? 'Add tags' : <Tags value={value} />}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown onClick={(event) => event.stopPropagation()}>
        <Stack gap="xs">
          <TagsInput
            label={label}
            data={known}
            value={draft ?? []}
            onChange={setDraft}
            maxTags={20}
            clearable
            data-autofocus
            comboboxProps={{ withinPortal: false }}
            size="xs"
          />
          <Group justify="flex-end">
            <Button onClick={save}>Save tags</Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
