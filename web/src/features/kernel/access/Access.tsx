import { useQuery } from '@tanstack/react-query';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Section } from '@/components/Page';
import { account } from './access';
import { EmailForm } from './EmailForm';
import { PasswordForm } from './PasswordForm';

/** What one signs in with. */
export function Access() {
  const query = useQuery(account);
  if (query.isPending) return <Waiting />;
  if (query.isError)
    return <Failure error={query.error} what="Your account can’t be shown" onRetry={() => void query.refetch()} />;
  return (
    <>
      <Section title="Password">
        <PasswordForm email={query.data.email} />
      </Section>
      <Section title="E-mail address">
        <EmailForm account={query.data} />
      </Section>
    </>
  );
}
