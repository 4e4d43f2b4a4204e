import { Button, Checkbox, Group, NumberInput, Select, Stack, TagsInput, TextInput, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { done, refused } from '@/lib/toast';
import classes from '../Cartridges.module.css';
import { add, change, fieldsOf, remove, startOf, type Field, type Kind, type Own, type Value } from './own';

type Props = { kind: Kind; saved?: Own; onClose: () => void };

/** A cartridge of one's own as a form. What is typed stays when the server refuses it. */
export function OwnEditor({ kind, saved, onClose }: Props) {
  const cache = useQueryClient();
  const [name, setName] = useState(saved?.name ?? '');
  const [values, setValues] = useState(saved?.values ?? startOf(kind));
  const onSettled = () => cache.invalidateQueries({ queryKey: ['knowledge'] });
  const save = useMutation({
    mutationFn: () =>
      saved === undefined ? add(kind, name.trim(), values, true) : change(saved, name.trim(), values),
    onSuccess: () => {
      done('Cartridge saved');
      if (saved === undefined) onClose();
    },
    onError: (error) => void refused(error, 'The cartridge was not saved'),
    onSettled,
  });
  const restore = useMutation({
    mutationFn: (gone: Own) => add(gone.kind, gone.name, gone.values, gone.active),
    onError: (error) => void refused(error, 'The cartridge did not come back'),
    onSettled,
  });
  const drop = useMutation({
    mutationFn: (gone: Own) => remove(gone),
    onSuccess: (_, gone) => {
      onClose();
      done(`${gone.name} deleted`, () => restore.mutate(gone));
    },
    onError: (error) => void refused(error, 'The cartridge was not deleted'),
    onSettled,
  });
  const set = (field: string, value: Value) => setValues((old) => ({ ...old, [field]: value }));
  return (
    <form
      className={classes.editor}
      aria-label={saved?.name ?? 'New cartridge'}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="xs">
        <TextInput
          label="Name"
          required
          maxLength={200}
          autoFocus={saved === undefined}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {fieldsOf[kind].map((field) => (
          <Control
            key={field.name}
            field={field}
            value={values[field.name] ?? field.start}
            onChange={(value) => set(field.name, value)}
          />
        ))}
        <Group gap="xs">
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            Save cartridge
          </Button>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          {saved !== undefined && (
            <Button variant="subtle" color="red" loading={drop.isPending} onClick={() => drop.mutate(saved)}>
              Delete cartridge
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

type ControlProps = { field: Field; value: Value; onChange: (value: Value) => void };

/** The right control for a field: what it starts with says what it holds. */
function Control({ field, value, onChange }: ControlProps) {
  const { label, hint, control, required = false } = field;
  const common = { label, required, ...(hint === undefined ? {} : { description: hint }) };
  if (typeof value === 'boolean')
    return <Checkbox label={label} checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />;
  if (typeof value === 'number')
    return (
      <NumberInput
        {...common}
        maw={160}
        min={0}
        max={30}
        clampBehavior="strict"
        allowDecimal={false}
        value={value}
        onChange={(next) => onChange(Number(next))}
      />
    );
  if (control === 'lines' && Array.isArray(value))
    return (
      <Textarea
        {...common}
        autosize
        minRows={3}
        maxRows={16}
        value={value.join('\n')}
        onChange={(event) => onChange(event.currentTarget.value.split('\n'))}
      />
    );
  if (Array.isArray(value)) return <TagsInput {...common} value={value} onChange={onChange} />;
  if (control === 'text')
    return (
      <Textarea
        {...common}
        autosize
        minRows={2}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (Array.isArray(control) || typeof control === 'object')
    return (
      <Select
        {...common}
        maw={220}
        allowDeselect={false}
        data={[...control]}
        value={value}
        onChange={(next) => onChange(next ?? value)}
      />
    );
  return <TextInput {...common} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}
