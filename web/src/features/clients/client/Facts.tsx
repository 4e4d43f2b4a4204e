import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { InlineSelect } from '@/components/inline/InlineSelect';
import { InlineText } from '@/components/inline/InlineText';
import { dayOf } from '@/lib/words/format';
import { useMay } from '@/lib/session';
import { TagsCell } from '../cells';
import { edit, useClientChange } from '../changes';
import { choicesOf, retentionOf, retentionTypes } from '../words';
import { clientRecord, type ClientField, type ClientRecord } from './client';
import classes from './Client.module.css';
import { Terms } from './Terms';

type Kind = 'text' | 'email' | 'url' | 'date' | 'tel';

/** One column of facts, each edited where it stands. */
export function Facts({ clientId }: { clientId: string }) {
  const query = useQuery(clientRecord(clientId));
  const may = useMay();
  const change = useClientChange();
  if (query.isPending) return <Waiting />;
  if (query.isError)
    return <Failure error={query.error} what="The facts can’t be shown" onRetry={() => void query.refetch()} />;
  const client = query.data;
  const editable = may('clients:update');
  const text = (label: string, field: ClientField, type: Kind = 'text') => (
    <Fact label={label}>
      <InlineText
        label={label}
        value={client[field]}
        type={type}
        editable={editable}
        shown={type === 'date' ? dayOf(client[field]) : undefined}
        onSave={(value) => change(edit([clientId], { [field]: value }))}
      />
    </Fact>
  );
  return (
    <>
      <Group title="Contract">
        <Fact label="Kind">
          <Retention client={client} editable={editable} />
        </Fact>
        {text('Start', 'contract_start_date', 'date')}
        {text('End', 'contract_end_date', 'date')}
        {may('client_terms:select') && <Terms clientId={clientId} />}
        {text('Terms', 'payment_terms')}
        {text('Invoices', 'invoicing_frequency')}
      </Group>
      <Group title="Company">
        {text('Sector', 'sector')}
        {text('Industry', 'industry')}
        {text('Region', 'region')}
        {text('Segment', 'market_segment')}
        {text('Website', 'website', 'url')}
        <Fact label="Tags">
          <TagsCell client={client} />
        </Fact>
      </Group>
      <Group title="Main contact">
        {text('Name', 'primary_contact_name')}
        {text('E-mail', 'primary_contact_email', 'email')}
        {text('Phone', 'primary_contact_phone', 'tel')}
      </Group>
      <Group title="Billing contact">
        {text('Name', 'billing_contact_name')}
        {text('E-mail', 'billing_contact_email', 'email')}
      </Group>
      {client.churn_reason !== null && <Text title="Why they left">{client.churn_reason}</Text>}
      {client.notes !== null && <Text title="Notes">{client.notes}</Text>}
    </>
  );
}

function Retention({ client, editable }: { client: ClientRecord; editable: boolean }) {
  const change = useClientChange();
  const word = retentionOf(client.retention_type) ?? '–';
  return (
    <InlineSelect
      label={`Contract kind: ${word}`}
      value={client.retention_type}
      editable={editable}
      choices={choicesOf(retentionTypes)}
      onPick={(value) => change(edit([client.id], { retention_type: value }))}
    >
      {word}
    </InlineSelect>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.group} aria-label={title}>
      <h3>{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Text({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.group} aria-label={title}>
      <h3>{title}</h3>
      <p className={classes.notes}>{children}</p>
    </section>
  );
}
