import { Page } from '@/components/Page';
import { useMe } from '@/lib/session';
import { Documents } from '../client/Documents';
import { Timeline } from '../communications/Timeline';

/** What was said between a client and its agency; the agency's notes are not part of it. */
export function PortalConversations() {
  const clientId = useMe().client_id ?? '';
  return (
    <Page crumbs={[{ label: 'Conversations' }]}>
      <Timeline clientId={clientId} reader />
    </Page>
  );
}

/** What the agency shares with the client. */
export function PortalDocuments() {
  const clientId = useMe().client_id ?? '';
  return (
    <Page crumbs={[{ label: 'Documents' }]}>
      <Documents clientId={clientId} reader />
    </Page>
  );
}
