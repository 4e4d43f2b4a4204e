import { Button, Textarea } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useMay } from '@/lib/session';
import classes from './Communications.module.css';
import { useHandled, useReply, type Communication } from './communications';

/** Answers a message in its thread; the draft is kept. */
export function Reply({ to, onDone }: { to: Communication; onDone?: () => void }) {
  const may = useMay();
  const reply = useReply();
  const handled = useHandled();
  const [body, setBody, forget] = useLocalStorage({ key: `atrium-reply-${to.thread_key}`, defaultValue: '' });
  if (!may('communications:insert')) return null;
  const send = () => {
    if (body.trim() === '' || reply.isPending) return;
    reply.mutate(
      { to: to.id, body: body.trim() },
      {
        onSuccess: () => {
          forget();
          onDone?.();
        },
      },
    );
  };
  return (
    <form
      className={classes.composer}
      aria-label="Reply"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        variant="unstyled"
        autosize
        minRows={2}
        maxRows={12}
        value={body}
        aria-label="Your reply"
        placeholder={`Reply to ${to.sender_name ?? 'the client'}…`}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) send();
        }}
      />
      <footer>
        <small>Recorded in the conversation; Atrium does not send e-mail yet.</small>
        {to.needs_reply && (
          <Button variant="default" loading={handled.isPending} onClick={() => handled.mutate(to.id)}>
            Needs no reply
          </Button>
        )}
        <Button type="submit" loading={reply.isPending} disabled={body.trim() === ''}>
          Record reply
        </Button>
      </footer>
    </form>
  );
}
