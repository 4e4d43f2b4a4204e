import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { amountOf } from '@/lib/words/format';
import classes from './DataTable.module.css';

type Props = { page: number; size: number; count: number; onPage: (page: number) => void; children?: ReactNode };

/** The foot of a list: which rows these are of how many, and the way to the next. */
export function Pager({ page, size, count, onPage, children }: Props) {
  const from = count === 0 ? 0 : (page - 1) * size + 1;
  const to = Math.min(page * size, count);
  return (
    <footer className={classes.foot}>
      <span>
        {amountOf(from)}–{amountOf(to)} of {amountOf(count)}
      </span>
      {count > size && (
        <>
          <ActionIcon size={24} aria-label="Page before" disabled={page <= 1} onClick={() => onPage(page - 1)}>
            <IconChevronLeft size={16} />
          </ActionIcon>
          <ActionIcon size={24} aria-label="Next page" disabled={to >= count} onClick={() => onPage(page + 1)}>
            <IconChevronRight size={16} />
          </ActionIcon>
        </>
      )}
      {children}
    </footer>
  );
}
