import { Button, CloseButton, FileButton, Progress, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf } from '@/lib/refusal';
import { done } from '@/lib/toast';
import { uploadDocument } from './files';
import classes from './Client.module.css';

type Sending = { id: string; name: string; share: number; stop: () => void; problem?: string };

/** Files on their way to a client's documents; `add` starts them. */
export function useFileUploads(clientId: string) {
  const client = useQueryClient();
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const change = (id: string, patch: Partial<Sending>) =>
    setSending((all) => all.map((one) => (one.id === id ? { ...one, ...patch } : one)));
  const forget = (id: string) => setSending((all) => all.filter((one) => one.id !== id));

  const add = async (file: File) => {
    const id = crypto.randomUUID();
    const stop = new AbortController();
    setSending((all) => [...all, { id, name: file.name, share: 0, stop: () => stop.abort() }]);
    try {
      await uploadDocument(clientId, file, (share) => change(id, { share }), stop.signal);
      forget(id);
      done(`${file.name} was added.`);
    } catch (error) {
      if (stop.signal.aborted) forget(id);
      else change(id, { problem: refusalOf(error).message });
    }
    await client.invalidateQueries({ queryKey: ['clients', 'documents', clientId] });
  };

  return { sending, forget, add: (files: File[]) => files.forEach((file) => void add(file)) };
}

/** Chooses files from this computer. */
export function AddFiles({ onChoose }: { onChoose: (files: File[]) => void }) {
  return (
    <FileButton multiple onChange={onChoose}>
      {(props) => (
        <Button {...props} leftSection={<IconUpload size={16} stroke={1.6} aria-hidden />}>
          Add files
        </Button>
      )}
    </FileButton>
  );
}

/** How far each file has come, and what went wrong with it. */
export function Uploads({ sending, onForget }: { sending: readonly Sending[]; onForget: (id: string) => void }) {
  if (sending.length === 0) return null;
  return (
    <ul className={classes.rows} aria-label="Uploads">
      {sending.map((one) => (
        <li key={one.id}>
          <div>
            <strong>{one.name}</strong>
            {one.problem === undefined ? (
              <Progress value={one.share * 100} size="sm" mt="2xs" aria-label={`${one.name}, sent`} />
            ) : (
              <Text size="sm" c="red" role="alert">
                {one.problem}
              </Text>
            )}
          </div>
          <CloseButton
            aria-label={one.problem === undefined ? `Stop ${one.name}` : `Dismiss ${one.name}`}
            onClick={() => (one.problem === undefined ? one.stop() : onForget(one.id))}
          />
        </li>
      ))}
    </ul>
  );
}
