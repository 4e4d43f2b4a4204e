import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Section } from '@/components/Page';
import { State } from '@/components/State';
import { When } from '@/components/When';
import { instantOf } from '@/lib/words/format';
import settings from '../settings/Settings.module.css';
import classes from './Isolation.module.css';
import { lastProof, type Proof } from './proof';

/** The last proof that agencies, clients and roles are kept apart: when, how much of it, and who says so. */
export function Isolation() {
  const query = useQuery(lastProof);
  return (
    <Section title="Isolation">
      <p className={settings.fine}>
        Atrium attacks its own database as every role, from what it holds at that moment, and shows that agencies,
        clients and roles are kept apart. The rows in a proof are made up: nothing of any agency is in it.
      </p>
      {query.isPending && <Waiting />}
      {query.isError && (
        <Failure error={query.error} what="The proof can’t be shown" onRetry={() => void query.refetch()} />
      )}
      {query.data === null && (
        <Empty guide="programs">
          No proof has been made yet. Whoever runs the server makes one with <code>atrium db prove</code>.
        </Empty>
      )}
      {query.data !== null && query.data !== undefined && <Facts proof={query.data} />}
    </Section>
  );
}

function Facts({ proof }: { proof: Proof }) {
  return (
    <>
      <dl className={classes.facts}>
        <dt>Result</dt>
        <dd>
          {proof.ok ? (
            <State tone="green" word="Nothing leaks, and nothing needed is refused" />
          ) : (
            <State tone="red" shape="square" word="Something is not as meant: the page says what" />
          )}
        </dd>
        <dt>Made</dt>
        <dd>
          <When at={proof.made} /> <small>{instantOf(proof.made)}</small>
        </dd>
        <dt>Tried</dt>
        <dd>
          {proof.attempts.toLocaleString('en')} attempts on {proof.objects.toLocaleString('en')} objects
        </dd>
        <dt>Signature</dt>
        <dd>
          {proof.signed ? (
            <State tone="green" word="Verified: this installation signed it" />
          ) : (
            <State tone="red" shape="square" word="Not verified: it was changed, or signed elsewhere" />
          )}
        </dd>
        <dt>Catalogue</dt>
        <dd>
          <code>{proof.fingerprint}</code>
        </dd>
      </dl>
      <Button
        component="a"
        href={proof.page}
        target="_blank"
        rel="noreferrer"
        rightSection={<IconExternalLink size={16} aria-hidden />}
      >
        Open the matrix
      </Button>
    </>
  );
}
