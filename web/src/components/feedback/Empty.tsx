import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { guidePages, type GuideName } from '@/lib/guide';
import classes from './Empty.module.css';

type Props = { children: ReactNode; action?: ReactNode; guide?: GuideName };

/** One sentence on what lives here, one action, and where to read more. */
export function Empty({ children, action, guide }: Props) {
  return (
    <Stack align="flex-start" gap="sm" maw="60ch" className={classes.empty} data-empty>
      <Text c="dimmed" size="sm">
        {children}
        {guide !== undefined && (
          <>
            {' '}
            <Anchor component={Link} to={`/guide/${guide}`} inherit underline="always">
              Guide: {guidePages[guide]}
            </Anchor>
          </>
        )}
      </Text>
      {action}
    </Stack>
  );
}
