import { ActionIcon, Button, Group, Stack, TextInput, Textarea } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Json } from '@/lib/data/catalogue';
import { dataOf, Refusal } from '@/lib/refusal';
import { useMay } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';
import { done, refused } from '@/lib/toast';
import classes from './Cartridges.module.css';
import { dataFrom, linesOf, type Cartridge, type Line } from './cartridges';

type Props = { type: Cartridge['type']; saved?: Cartridge; onClose: () => void };

/** A cartridge as named lines; readers see the same without the means to change it. */
export function CartridgeEditor({ type, saved, onClose }: Props) {
  const may = useMay();
  const editable = may(saved === undefined ? 'agency_cartridges:insert' : 'agency_cartridges:update');
  const cache = useQueryClient();
  const [name, setName] = useState(saved?.name ?? '');
  const [lines, setLines] = useState<Line[]>(saved === undefined ? [{ name: '', value: '' }] : linesOf(saved.data));
  const save = useMutation({
    mutationFn: async () => {
      const values = { name: name.trim(), data: dataFrom(lines) as Json };
      const table = supabase.from('agency_cartridges');
      const rows = await dataOf(
        saved === undefined
          ? table.insert({ ...values, type }).select('id')
          : table.update(values).eq('id', saved.id).select('id'),
      );
      if (rows.length === 0) throw new Refusal('Your role may not change cartridges.', 'ATNOM');
    },
    onSuccess: () => {
      done('Cartridge saved');
      if (saved === undefined) onClose();
    },
    onError: (error) => void refused(error, 'The cartridge was not saved', 'agency_cartridges:update'),
    onSettled: () => cache.invalidateQueries({ queryKey: ['knowledge'] }),
  });
  const set = (at: number, patch: Partial<Line>) =>
    setLines((old) => old.map((line, index) => (index === at ? { ...line, ...patch } : line)));
  if (!editable) {
    return (
      <dl className={classes.facts}>
        {lines.map((line) => (
          <div key={line.name}>
            <dt>{line.name}</dt>
            <dd>{line.value}</dd>
          </div>
        ))}
      </dl>
    );
  }
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
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {lines.map((line, at) => (
          <Group key={at} gap="xs" wrap="nowrap" align="flex-start">
            <TextInput
              w="30%"
              placeholder="tone"
              aria-label={`Name of line ${at + 1}`}
              value={line.name}
              onChange={(event) => set(at, { name: event.currentTarget.value })}
            />
            <Textarea
              flex={1}
              autosize
              minRows={1}
              maxRows={10}
              aria-label={`Text of line ${at + 1}`}
              value={line.value}
              onChange={(event) => set(at, { value: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={`Remove line ${at + 1}`}
              mt="2xs"
              onClick={() => setLines((old) => old.filter((_, index) => index !== at))}
            >
              <IconX size={14} />
            </ActionIcon>
          </Group>
        ))}
        <Group gap="xs">
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            Save cartridge
          </Button>
          <Button variant="default" onClick={() => setLines((old) => [...old, { name: '', value: '' }])}>
            Add line
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            Close
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
