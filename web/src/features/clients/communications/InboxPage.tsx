import { ActionIcon, Button, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Page } from '@/components/Page';
import { Face } from '@/components/Person';
import { ChipSelect, FilterBar } from '@/components/table/FilterBar';
import { useListKeys } from '@/components/table/useListKeys';
import { When } from '@/components/When';
import { listOf, textOfList } from '@/lib/address';
import { among } from '@/lib/data/catalogue';
import { useAddress } from '@/lib/useAddress';
import { choicesOf, communicationTypes } from '../words';
import classes from './Communications.module.css';
import { communicationById, communicationsOf, threadOf, type Communication } from './communications';
import { Message } from './Message';
import { Reply } from './Reply';

/** Conversations of all clients: who waits for us first, the thread beside the list. */
export function InboxPage() {
  const [search, change] = useAddress();
  const everything = search['view'] === 'all';
  const types = listOf(search['type']).filter(among(communicationTypes));
  const query = useInfiniteQuery(communicationsOf({ types, waiting: !everything }));
  const rows = query.data?.pages.flat() ?? [];
  const open = search['message'];
  const show = (id: string) => change({ message: id });
  useListKeys({
    ids: rows.map((row) => row.id),
    cursor: open,
    onCursor: show,
    onOpen: show,
    onEscape: () => change({ message: undefined }),
  });
  const tabs = [
    { label: 'Waiting', active: !everything, onSelect: () => change({ view: undefined, message: undefined }, true) },
    { label: 'Everything', active: everything, onSelect: () => change({ view: 'all', message: undefined }, true) },
  ];
  return (
    <Page crumbs={[{ label: 'Inbox' }]} tabs={tabs} shape="list">
      <FilterBar>
        <ChipSelect
          label="Kind"
          choices={choicesOf(communicationTypes)}
          chosen={types}
          onChange={(next) => change({ type: textOfList(next) })}
        />
      </FilterBar>
      {query.isPending && <Waiting />}
      {query.isError && (
        <Failure error={query.error} what="The inbox can’t be shown" onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && rows.length === 0 && (
        <Empty guide="conversations">
          {everything ? 'Mails, calls, meetings and notes with clients show up here.' : 'Nobody waits for a reply.'}
        </Empty>
      )}
      {rows.length > 0 && (
        <div className={classes.inbox} data-open={open !== undefined || undefined}>
          <div className={classes.threads} tabIndex={0} role="region" aria-label="Conversations">
            <ul>
              {rows.map((row) => (
                <Row key={row.id} row={row} current={row.id === open} onOpen={() => show(row.id)} />
              ))}
            </ul>
            {query.hasNextPage && (
              <Button
                variant="subtle"
                color="gray"
                fullWidth
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                Show older
              </Button>
            )}
          </div>
          <div className={classes.reader}>
            {open === undefined ? (
              <Empty>Choose a conversation to read it here.</Empty>
            ) : (
              <Conversation key={open} messageId={open} onBack={() => change({ message: undefined })} />
            )}
          </div>
        </div>
      )}
    </Page>
  );
}

function Row({ row, current, onOpen }: { row: Communication; current: boolean; onOpen: () => void }) {
  return (
    <li>
      <Link
        to="/inbox"
        search={(old) => ({ ...old, message: row.id })}
        className={classes.thread}
        data-id={row.id}
        aria-current={current || undefined}
        data-waiting={row.needs_reply || undefined}
        onClick={(event) => {
          event.preventDefault();
          onOpen();
        }}
      >
        <Face name={row.sender_name ?? row.sender_email ?? '?'} size={28} />
        <strong>{row.sender_name ?? row.sender_email ?? 'Unknown sender'}</strong>
        <When at={row.timestamp} />
        <span>{row.subject ?? row.body}</span>
        <small>{[row.client?.name, communicationTypes[row.type]].filter(Boolean).join(' · ')}</small>
      </Link>
    </li>
  );
}

function Conversation({ messageId, onBack }: { messageId: string; onBack: () => void }) {
  const asked = useQuery(communicationById(messageId));
  const thread = useQuery({
    ...threadOf(asked.data?.client_id ?? '', asked.data?.thread_key ?? ''),
    enabled: asked.isSuccess,
  });
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [thread.data]);
  const error = asked.error ?? thread.error;
  if (error !== null) return <Failure error={error} what="The conversation can’t be shown" />;
  if (asked.data === undefined || thread.data === undefined) return <Waiting />;
  const last = thread.data.findLast((message) => message.direction === 'inbound') ?? asked.data;
  return (
    <>
      <header>
        <ActionIcon hiddenFrom="md" onClick={onBack} aria-label="Back to the list">
          <IconArrowLeft size={18} />
        </ActionIcon>
        <div>
          <h2>{asked.data.subject ?? communicationTypes[asked.data.type]}</h2>
          <Text size="xs" c="dimmed">
            <Link to="/clients/$clientId" params={{ clientId: asked.data.client_id }}>
              {asked.data.client?.name ?? 'Client'}
            </Link>
          </Text>
        </div>
      </header>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Messages">
        {thread.data.map((message) => (
          <Message key={message.id} message={message} />
        ))}
        <div ref={end} />
      </div>
      {last.direction === 'inbound' && (
        <footer>
          <Reply to={last} />
        </footer>
      )}
    </>
  );
}
