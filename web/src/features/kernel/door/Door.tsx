import { Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import classes from './Door.module.css';

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
