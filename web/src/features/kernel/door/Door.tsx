import { Alert, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { refusalOf } from '@/lib/refusal';
import { RequestId } from '@/lib/toast';
import classes from './Door.module.css';

/** Why the way in is shut, above what was typed. */
export function DoorRefusal({ error }: { error: unknown }) {
  const refusal = refusalOf(error);
  return (
    <Alert color="red" variant="light" role="alert">
      <Text size="sm">{[refusal.message, refusal.hint].filter(Boolean).join(' ')}</Text>
      {refusal.requestId !== undefined && <RequestId id={refusal.requestId} />}
    </Alert>
  );
}

/** The frame of everything before signing in. */
export function Door({
  title,
  lead,
  children,
  foot,
}: {
  title: string;
  lead?: string | undefined;
  children: ReactNode;
  foot?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Atrium`;
  }, [title]);
  return (
    <main className={classes.door}>
      <div className={classes.inner}>
        <img src="/icon.svg" alt="Atrium" width={36} height={36} />
        <Title order={1} mt="md">
          {title}
        </Title>
        {lead !== undefined && (
          <Text c="dimmed" mt="2xs">
            {lead}
          </Text>
        )}
        <div className={classes.content}>{children}</div>
        {foot !== undefined && <div className={classes.foot}>{foot}</div>}
      </div>
    </main>
  );
}
