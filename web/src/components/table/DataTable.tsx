import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useRef, type MouseEvent, type ReactNode } from 'react';
import type { Sort } from '@/lib/address';
import classes from './DataTable.module.css';
import { rangeOf } from './selection';

export type Column<T> = {
  key: string;
  label: string;
  width: number;
  sort?: string;
  numeric?: boolean;
  cell: (row: T) => ReactNode;
};

type Props<T> = {
  label: string;
  rows: T[];
  columns: Column<T>[];
  idOf: (row: T) => string;
  nameOf: (row: T) => string;
  sort: Sort;
  onSort: (sort: Sort) => void;
  stale?: boolean;
  cursor: string | undefined;
  onCursor: (id: string) => void;
  onOpen: (row: T) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (ids: ReadonlySet<string>) => void;
};

/** Rows of 36 px under a header that stays. A click shows the record beside the list; the boxes select. */
export function DataTable<T>(props: Props<T>) {
  const { label, rows, columns, idOf, selected, onSelect } = props;
  const last = useRef<string | undefined>(undefined);
  const all = rows.length > 0 && rows.every((row) => selected?.has(idOf(row)));
  const some = rows.some((row) => selected?.has(idOf(row)));
  const toggle = (row: T, event: MouseEvent) => {
    if (selected === undefined || onSelect === undefined) return;
    const id = idOf(row);
    const ids = event.shiftKey && last.current !== undefined ? rangeOf(rows.map(idOf), last.current, id) : [id];
    const next = new Set(selected);
    for (const one of ids)
      if (selected.has(id)) next.delete(one);
      else next.add(one);
    last.current = id;
    onSelect(next);
  };
  return (
    <div
      className={classes.frame}
      data-stale={props.stale || undefined}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <table className={classes.table} aria-label={label}>
        <colgroup>
          {onSelect !== undefined && <col width={36} />}
          {columns.map((column) => (
            <col key={column.key} width={column.width} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {onSelect !== undefined && (
              <th scope="col">
                <Checkbox
                  aria-label="Select all shown"
                  checked={all}
                  indeterminate={some && !all}
                  onChange={() => onSelect(all ? new Set() : new Set(rows.map(idOf)))}
                />
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={idOf(row)}
              data-id={idOf(row)}
              data-cursor={props.cursor === idOf(row) || undefined}
              data-selected={selected?.has(idOf(row)) || undefined}
              onClick={() => props.onOpen(row)}
            >
              {onSelect !== undefined && (
                <td onClick={(event) => event.stopPropagation()}>
                  <Checkbox
                    aria-label={`Select ${props.nameOf(row)}`}
                    checked={selected?.has(idOf(row)) ?? false}
                    onChange={() => undefined}
                    onClick={(event) => toggle(row, event)}
                  />
                </td>
              )}
              {columns.map((column) => (
                <td key={column.key} data-numeric={column.numeric || undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head<T>({ column, sort, onSort }: { column: Column<T>; sort: Sort; onSort: (sort: Sort) => void }) {
  const by = column.sort;
  const on = by !== undefined && sort.column === by;
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp;
  const order = sort.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" data-numeric={column.numeric || undefined} aria-sort={on ? order : undefined}>
      {by === undefined ? (
        column.label
      ) : (
        <button
          type="button"
          onClick={() => onSort({ column: by, descending: on ? !sort.descending : column.numeric === true })}
        >
          {column.label}
          {on && <Arrow size={12} aria-hidden />}
        </button>
      )}
    </th>
  );
}
