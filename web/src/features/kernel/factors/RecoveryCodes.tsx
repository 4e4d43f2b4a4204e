import { Alert, Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useQuery, type UseMutationResult } from '@tanstack/react-query';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Section } from '@/components/Page';
import { When } from '@/components/When';
import classes from '../settings/Settings.module.css';
import { fileOf, recoveryCodes } from './recovery';
import own from './RecoveryCodes.module.css';

/** The way back in for who loses the device: codes on paper. */
export function RecoveryCodes({ make }: { make: UseMutationResult<string[], Error, void> }) {
  const query = useQuery(recoveryCodes);
  if (query.isPending) return <Waiting />;
  if (query.isError)
    return <Failure error={query.error} what="Your codes can’t be counted" onRetry={() => void query.refetch()} />;
  const { left, of, created_at } = query.data;
  return (
    <Section title="Recovery codes">
      {make.data !== undefined && <Codes codes={make.data} onClose={() => make.reset()} />}
      <p className={classes.fine}>
        {of === 0 ? (
          'If you lose the device, one of ten codes gets you in. Keep them where the device is not.'
        ) : (
          <>
            {left} of {of} are left, made <When at={created_at ?? ''} />. New ones end those from before.
          </>
        )}
      </p>
      <Button variant={of === 0 ? 'filled' : 'default'} loading={make.isPending} onClick={() => make.mutate()}>
        {of === 0 ? 'Make recovery codes' : 'Make new codes'}
      </Button>
    </Section>
  );
}

function Codes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const file = fileOf(codes, window.location.host);
  return (
    <Alert
      color="blue"
      variant="light"
      mb="md"
      title="Keep these now: they are shown once"
      withCloseButton
      onClose={onClose}
      closeButtonLabel="Hide"
    >
      <Stack gap="xs">
        <Text size="sm">Each stands for a code of your authenticator, once. Print them, or keep them in a safe.</Text>
        <ul className={own.codes} aria-label="Recovery codes">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <Group gap="xs">
          <CopyButton value={file}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy codes'}</Button>}
          </CopyButton>
          <Button
            component="a"
            variant="default"
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
            download="atrium-recovery-codes.txt"
          >
            Save as a file
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
