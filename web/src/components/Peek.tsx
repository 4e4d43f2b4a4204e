import { ActionIcon, Button, Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './Peek.module.css';

type Props = { label: string; to: string; onClose: () => void; children: ReactNode };

/** A record beside its list; a sheet where there is no room. */
export function Peek({ label, to, onClose, children }: Props) {
  const small = useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false });
  const open = (
    <Button component={Link} to={to} variant="default">
      Open page
    </Button>
  );
  if (small === true) {
    return (
      <Drawer
        opened
        onClose={onClose}
        position="bottom"
        size="85%"
        title={open}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {children}
      </Drawer>
    );
  }
  return (
    <aside className={classes.peek} aria-label={label}>
      <header>
        {open}
        <ActionIcon onClick={onClose} aria-label="Close">
          <IconX size={16} />
        </ActionIcon>
      </header>
      <div className={classes.content} tabIndex={0} role="region" aria-label="Details">
        {children}
      </div>
    </aside>
  );
}
