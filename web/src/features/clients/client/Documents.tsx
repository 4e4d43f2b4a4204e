import { Button, Group, UnstyledButton } from '@mantine/core';
import { IconFile, IconLink } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { InlineSelect } from '@/components/inline/InlineSelect';
import { State } from '@/components/State';
import { When } from '@/components/When';
import { sizeOf } from '@/lib/words/format';
import { patchCached } from '@/lib/data/query';
import { dataOf, Refusal } from '@/lib/refusal';
import { useMay } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';
import { refused } from '@/lib/toast';
import { documentsOf, type Document } from './client';
import { AddFiles, Uploads, useFileUploads } from './FileUploads';
import { saveDocument } from './files';
import { NewLink } from './NewLink';
import classes from './Client.module.css';

/** A client's files and links; `reader` shows them to the client's own people. */
export function Documents({ clientId, reader = false }: { clientId: string; reader?: boolean }) {
  const query = useQuery(documentsOf(clientId));
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const uploads = useFileUploads(clientId);
  if (query.isPending) return <Waiting />;
  if (query.isError)
    return <Failure error={query.error} what="Documents can’t be shown" onRetry={() => void query.refetch()} />;
  const add =
    !reader && may('documents:insert') && !adding ? (
      <Group gap="xs">
        <AddFiles onChoose={uploads.add} />
        <Button variant="default" onClick={() => setAdding(true)}>
          Add link
        </Button>
      </Group>
    ) : undefined;
  return (
    <section aria-label="Documents">
      {!reader && (
        <div className={classes.head}>
          <h3>Documents</h3>
          {query.data.length > 0 && add}
        </div>
      )}
      {adding && <NewLink clientId={clientId} onClose={() => setAdding(false)} />}
      <Uploads sending={uploads.sending} onForget={uploads.forget} />
      {query.data.length === 0 && !adding && uploads.sending.length === 0 && (
        <Empty action={add} {...(reader ? {} : { guide: 'clients' as const })}>
          {reader
            ? 'What your agency shares with you stands here.'
            : 'Contracts, briefs and reports of this client stand here.'}
        </Empty>
      )}
      <ul className={classes.rows}>
        {query.data.map((document) => (
          <Row key={document.id} document={document} reader={reader} />
        ))}
      </ul>
    </section>
  );
}

function Row({ document, reader }: { document: Document; reader: boolean }) {
  const facts = [document.type, document.size_bytes === null ? null : sizeOf(document.size_bytes)].filter(Boolean);
  const Icon = document.size_bytes === null ? IconLink : IconFile;
  const save = useMutation({
    mutationFn: () => saveDocument(document.storage_path ?? '', document.name),
    onError: (error) => void refused(error, 'The file can’t be fetched', 'documents:select'),
  });
  return (
    <li>
      <Icon size={18} stroke={1.6} aria-hidden />
      <div>
        {document.storage_path !== null ? (
          <UnstyledButton onClick={() => save.mutate()} className={classes.file}>
            <strong>{document.name}</strong>
          </UnstyledButton>
        ) : document.url === null ? (
          <strong>{document.name}</strong>
        ) : (
          <a href={document.url} target="_blank" rel="noreferrer noopener">
            <strong>{document.name}</strong>
          </a>
        )}
        <small>
          {facts.join(' · ')}
          {facts.length > 0 && ' · '}
          <When at={document.created_at} />
        </small>
      </div>
      {!reader && <Visibility document={document} />}
    </li>
  );
}

function Visibility({ document }: { document: Document }) {
  const may = useMay();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: async (visibility: Document['visibility']) => {
      const rows = await dataOf(supabase.from('documents').update({ visibility }).eq('id', document.id).select('id'));
      if (rows.length === 0) throw new Refusal('Your role may not share this document.', 'ATNOM');
    },
    onMutate: (visibility) => ({ back: patchCached(['clients', 'documents'], [document.id], { visibility }) }),
    onError: (error, _, kept) => {
      kept?.back();
      void refused(error, 'The document was not changed', 'documents:update');
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['clients', 'documents'] }),
  });
  const shared = document.visibility === 'client';
  return (
    <InlineSelect
      label={`${document.name}: ${shared ? 'shared with the client' : 'only for us'}`}
      value={document.visibility}
      choices={[
        { value: 'internal', label: 'Only for us' },
        { value: 'client', label: 'Shared with the client' },
      ]}
      onPick={(value) => {
        if (value !== null) change.mutate(value);
      }}
      editable={may('documents:update')}
    >
      <State tone={shared ? 'blue' : 'grey'} word={shared ? 'Shared' : 'Only for us'} quiet={!shared} />
    </InlineSelect>
  );
}
