import { Anchor } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { Face } from '@/components/Person';
import { When } from '@/components/When';
import { plural, wordOf } from '@/lib/words/format';
import { usePersonName } from '@/lib/data/people';
import { RequestId } from '@/lib/toast';
import { useAddress } from '@/lib/useAddress';
import { differencesOf, sentenceOf, type Entry } from './audit';
import classes from './Audit.module.css';

/** One line of the log; it opens to the values before and after. */
export function AuditEntry({ entry }: { entry: Entry }) {
  const nameOf = usePersonName();
  const [open, setOpen] = useState(false);
  const [, change] = useAddress();
  const by = nameOf(entry.actor_id) ?? (entry.api_key_id !== null ? 'An API key' : 'The system');
  const differences = differencesOf(entry);
  const columns =
    entry.action === 'update' ? differences.map((one) => wordOf(one.column.replace(/_id$/, '')).toLowerCase()) : [];
  return (
    <li>
      <button type="button" className={classes.line} aria-expanded={open} onClick={() => setOpen((was) => !was)}>
        <IconChevronRight size={14} aria-hidden />
        <Face name={by} size={22} />
        <span>
          <strong>{by}</strong> {sentenceOf(entry)}
          {columns.length > 0 && `: ${columns.slice(0, 4).join(', ')}`}
          {columns.length > 4 && ` and ${plural(columns.length - 4, 'more', 'more')}`}
        </span>
        {entry.result !== null && entry.result !== 'success' && <em>{wordOf(entry.result)}</em>}
        <When at={entry.created_at} />
      </button>
      {open && (
        <div className={classes.detail}>
          {entry.reason !== null && <p>{entry.reason}</p>}
          {differences.length > 0 && (
            <table>
              <thead>
                <tr>
                  <th scope="col">Column</th>
                  <th scope="col">Before</th>
                  <th scope="col">After</th>
                </tr>
              </thead>
              <tbody>
                {differences.map((one) => (
                  <tr key={one.column}>
                    <th scope="row">{wordOf(one.column.replace(/_id$/, ''))}</th>
                    <td>{one.before === undefined ? <i>empty</i> : <del>{one.before}</del>}</td>
                    <td>{one.after === undefined ? <i>empty</i> : <ins>{one.after}</ins>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <p className={classes.foot}>
            {entry.record_id !== null && (
              <Anchor
                component="button"
                size="xs"
                onClick={() => change({ record: entry.record_id ?? undefined }, true)}
              >
                Everything about this row
              </Anchor>
            )}
            {entry.request_id !== null && entry.request_id !== '' && <RequestId id={entry.request_id} />}
          </p>
        </div>
      )}
    </li>
  );
}
