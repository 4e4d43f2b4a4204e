import { Select } from '@mantine/core';
import type { Sheet } from '@/lib/words/csv';
import classes from './Import.module.css';
import { fields, type Mapping } from './mapping';

/** Each column of the file, a sample of what it holds, and where it goes. */
export function MappingTable({
  sheet,
  mapping,
  onChange,
}: {
  sheet: Sheet;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}) {
  const data = fields.map((field) => ({ value: field.key, label: field.label }));
  const sample = (at: number) =>
    sheet.rows
      .map((row) => row[at] ?? '')
      .filter((value) => value !== '')
      .slice(0, 3)
      .join(' · ');
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Columns of the file">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">In the file</th>
            <th scope="col">For example</th>
            <th scope="col">Goes into</th>
          </tr>
        </thead>
        <tbody>
          {sheet.header.map((name, at) => (
            <tr key={at}>
              <th scope="row">{name === '' ? `Column ${at + 1}` : name}</th>
              <td>
                <span>{sample(at)}</span>
              </td>
              <td>
                <Select
                  size="xs"
                  w={230}
                  data={data}
                  value={mapping[at] ?? null}
                  clearable
                  searchable
                  placeholder="Left out"
                  aria-label={`${name} goes into`}
                  clearButtonProps={{ 'aria-label': `Leave ${name} out` }}
                  onChange={(value) =>
                    onChange(sheet.header.map((_, index) => (index === at ? value : (mapping[index] ?? null))))
                  }
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
