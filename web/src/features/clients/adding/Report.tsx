import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { State, type Tone } from '@/components/State';
import { csvOf, download, type Sheet } from '@/lib/words/csv';
import { plural } from '@/lib/words/format';
import classes from './Import.module.css';

export type Outcome = {
  row_number: number;
  outcome: string;
  client_id: string | null;
  code: string | null;
  messages: string[];
};

type Word = { word: string; tone: Tone };
const words: Record<string, { dry: Word; done: Word }> = {
  created: { dry: { word: 'Would be added', tone: 'green' }, done: { word: 'Added', tone: 'green' } },
  updated: { dry: { word: 'Would change', tone: 'blue' }, done: { word: 'Changed', tone: 'blue' } },
  unchanged: { dry: { word: 'Same as now', tone: 'grey' }, done: { word: 'Same as before', tone: 'grey' } },
  error: { dry: { word: 'Can’t go in', tone: 'red' }, done: { word: 'Left out', tone: 'red' } },
};

type Props = { outcomes: Outcome[]; sheet: Sheet; dry: boolean; busy: boolean; onImport: () => void };

/** Row by row what the import does, the wrong rows first, and those to take home and mend. */
export function Report({ outcomes, sheet, dry, busy, onImport }: Props) {
  const count = (outcome: string) => outcomes.filter((one) => one.outcome === outcome).length;
  const wrong = outcomes.filter((one) => one.outcome === 'error');
  const good = count('created') + count('updated');
  const shown = [...wrong, ...outcomes.filter((one) => one.outcome !== 'error')].slice(0, 200);
  const save = () =>
    download(
      'clients-to-mend.csv',
      csvOf(
        [...sheet.header, 'What is wrong'],
        wrong.map((one) => [...(sheet.rows[one.row_number - 1] ?? []), one.messages.join('; ')]),
      ),
    );
  return (
    <>
      <Group gap="lg">
        {(['created', 'updated', 'unchanged', 'error'] as const).map((outcome) => {
          const word = words[outcome]?.[dry ? 'dry' : 'done'];
          return (
            word && <State key={outcome} tone={word.tone} word={`${count(outcome)} ${word.word.toLowerCase()}`} />
          );
        })}
      </Group>
      <Group gap="xs">
        {dry && (
          <Button disabled={good === 0} loading={busy} onClick={onImport}>
            Import {plural(good, 'client')}
          </Button>
        )}
        {!dry && (
          <Button component={Link} to="/clients">
            See clients
          </Button>
        )}
        {wrong.length > 0 && (
          <Button variant="default" onClick={save}>
            Download the {plural(wrong.length, 'row')} to mend
          </Button>
        )}
      </Group>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Rows of the import">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Code</th>
              <th scope="col">Outcome</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => {
              const word = words[one.outcome]?.[dry ? 'dry' : 'done'] ?? { word: one.outcome, tone: 'grey' as const };
              return (
                <tr key={one.row_number} data-outcome={one.outcome}>
                  <td>{one.row_number + 1}</td>
                  <td>{one.code}</td>
                  <td>
                    <State tone={word.tone} word={word.word} />
                  </td>
                  <td>
                    <span>{one.messages.join('; ')}</span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {outcomes.length > shown.length && (
        <small>
          The first {shown.length} of {plural(outcomes.length, 'row')}.
        </small>
      )}
    </>
  );
}
