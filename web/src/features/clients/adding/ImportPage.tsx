import { Alert, Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Page, Section } from '@/components/Page';
import { csvOf, download, sheetOf, type Sheet } from '@/lib/words/csv';
import { plural } from '@/lib/words/format';
import { dataOf, refusalOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';
import { done, RequestId } from '@/lib/toast';
import { complaintAbout, fields, guess, rowsFor, type Mapping } from './mapping';
import { MappingTable } from './MappingTable';
import { Report, type Outcome } from './Report';

type File_ = { name: string; sheet: Sheet };

const limit = 10_000_000;

/** Clients from a CSV file: choose, match the columns, try it out, take it in. Only the last step writes. */
export function ImportPage() {
  const [file, setFile] = useState<File_ | undefined>(undefined);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [mapping, setMapping] = useState<Mapping>([]);
  const cache = useQueryClient();
  const run = useMutation({
    mutationFn: async (dry: boolean) => {
      const rows = rowsFor(file?.sheet.rows ?? [], mapping);
      const outcomes: Outcome[] = await dataOf(supabase.rpc('import_clients', { rows, dry_run: dry }));
      return { outcomes, dry };
    },
    onSuccess: async ({ outcomes, dry }) => {
      if (dry) return;
      done(`${plural(outcomes.filter((one) => one.outcome !== 'error').length, 'row')} taken in`);
      await cache.invalidateQueries({ queryKey: ['clients'] });
    },
  });
  const choose = async (chosen: File | null) => {
    run.reset();
    setFile(undefined);
    setProblem(undefined);
    if (chosen === null) return;
    if (chosen.size > limit) return setProblem(`${chosen.name} is larger than 10 MB. Cut it in parts.`);
    const sheet = sheetOf(new Uint8Array(await chosen.arrayBuffer()));
    if (/[\u0000-\u0008]/.test(sheet.header.join(''))) {
      return setProblem(`${chosen.name} is no CSV file. In a spreadsheet, save it as CSV (UTF-8) first.`);
    }
    setFile({ name: chosen.name, sheet });
    setMapping(guess(sheet.header));
  };
  const complaint =
    file === undefined ? undefined : complaintAbout(file.sheet.header, mapping, file.sheet.rows.length);
  const refusal = run.isError ? refusalOf(run.error) : undefined;
  return (
    <Page crumbs={[{ label: 'Clients', to: '/clients' }, { label: 'Import' }]}>
      <Section title="Choose a file">
        <Text size="sm" c="dimmed" mb="sm">
          A CSV file with a heading line. Rows are known again by their code, so the same file twice changes nothing.
        </Text>
        <Group gap="xs">
          <FileButton onChange={(chosen) => void choose(chosen)} accept=".csv,text/csv,text/plain">
            {(props) => (
              <Button {...props} variant={file === undefined ? 'filled' : 'default'}>
                Choose file
              </Button>
            )}
          </FileButton>
          <Button
            variant="subtle"
            color="gray"
            onClick={() =>
              download(
                'clients-template.csv',
                csvOf(
                  fields.map((field) => field.key),
                  [],
                ),
              )
            }
          >
            Download an empty file
          </Button>
          {file !== undefined && (
            <Text size="sm" c="dimmed">
              {file.name}: {plural(file.sheet.rows.length, 'row')}, {plural(file.sheet.header.length, 'column')},{' '}
              {file.sheet.encoding}
            </Text>
          )}
        </Group>
        {problem !== undefined && (
          <Alert color="red" variant="light" mt="sm" role="alert">
            {problem}
          </Alert>
        )}
      </Section>
      {file !== undefined && (
        <Section title="Match the columns">
          <MappingTable
            sheet={file.sheet}
            mapping={mapping}
            onChange={(next) => {
              setMapping(next);
              run.reset();
            }}
          />
          {complaint !== undefined && (
            <Alert color="red" variant="light" mt="sm" role="alert">
              {complaint}
            </Alert>
          )}
          {refusal !== undefined && (
            <Alert color="red" variant="light" mt="sm" role="alert">
              {[refusal.message, refusal.hint].filter(Boolean).join(' ')}
              {refusal.requestId !== undefined && (
                <div>
                  <RequestId id={refusal.requestId} />
                </div>
              )}
            </Alert>
          )}
          <Group mt="md">
            <Button
              variant={run.data === undefined ? 'filled' : 'default'}
              disabled={complaint !== undefined}
              loading={run.isPending && run.variables}
              onClick={() => run.mutate(true)}
            >
              Try it out
            </Button>
          </Group>
        </Section>
      )}
      {file !== undefined && run.data !== undefined && (
        <Section title={run.data.dry ? 'What would happen' : 'What happened'}>
          <Stack gap="md">
            <Report
              outcomes={run.data.outcomes}
              sheet={file.sheet}
              dry={run.data.dry}
              busy={run.isPending}
              onImport={() => run.mutate(false)}
            />
          </Stack>
        </Section>
      )}
    </Page>
  );
}
