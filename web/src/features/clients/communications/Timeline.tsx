import { Button, Checkbox } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { ChipSelect } from '@/components/table/FilterBar';
import { listOf, textOfList } from '@/lib/address';
import { useMay } from '@/lib/session';
import { among } from '@/lib/data/catalogue';
import { useAddress } from '@/lib/useAddress';
import { choicesOf, communicationTypes } from '../words';
import { communicationsOf, type Communication } from './communications';
import { Composer } from './Composer';
import { Message } from './Message';
import { Reply } from './Reply';
import classes from './Timeline.module.css';

/** Everything said with a client, newest first: one filter bar, one composer. */
export function Timeline({ clientId, reader = false }: { clientId: string; reader?: boolean }) {
  const [search, change] = useAddress();
  const types = listOf(search['type']).filter(among(communicationTypes));
  const waiting = search['waiting'] === 'yes';
  const query = useInfiniteQuery(communicationsOf({ clientId, types, waiting }));
  const rows = query.data?.pages.flat() ?? [];
  const choices = choicesOf(communicationTypes).filter((choice) => !reader || choice.value !== 'note');
  return (
    <div>
      {!reader && <Composer clientId={clientId} />}
      <div className={classes.filters} role="search" aria-label="Timeline filters">
        <ChipSelect
          label="Kind"
          choices={choices}
          chosen={types}
          onChange={(next) => change({ type: textOfList(next) })}
        />
        {!reader && (
          <Checkbox
            label="Waits for a reply"
            checked={waiting}
            onChange={(event) => change({ waiting: event.currentTarget.checked ? 'yes' : undefined })}
          />
        )}
      </div>
      {query.isPending && <Waiting />}
      {query.isError && (
        <Failure error={query.error} what="The timeline can’t be shown" onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && rows.length === 0 && (
        <Empty guide="conversations">
          {types.length > 0 || waiting
            ? 'Nothing here matches the filters.'
            : 'Mails, calls, meetings and notes show up here.'}
        </Empty>
      )}
      {rows.map((message) => (
        <Entry key={message.id} message={message} asked={search['message'] === message.id} reader={reader} />
      ))}
      {query.hasNextPage && (
        <Button
          variant="default"
          mt="sm"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </div>
  );
}

function Entry({ message, asked, reader }: { message: Communication; asked: boolean; reader: boolean }) {
  const may = useMay();
  const [replying, setReplying] = useState(false);
  const can = !reader && message.direction === 'inbound' && may('communications:insert');
  return (
    <div
      className={classes.entry}
      data-asked={asked || undefined}
      ref={(element) => {
        if (asked) element?.scrollIntoView({ block: 'center' });
      }}
    >
      <Message message={message} folded={!asked} reader={reader}>
        {can && !replying && (
          <Button
            variant={message.needs_reply ? 'light' : 'subtle'}
            size="compact-xs"
            color={message.needs_reply ? 'accent' : 'gray'}
            onClick={() => setReplying(true)}
          >
            Reply
          </Button>
        )}
      </Message>
      {replying && (
        <div className={classes.reply}>
          <Reply to={message} onDone={() => setReplying(false)} />
        </div>
      )}
    </div>
  );
}
