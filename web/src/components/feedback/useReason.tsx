import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';

export type Question = {
  title: string;
  label: string;
  verb: string;
  required: boolean;
  onGive: (reason: string) => void;
};

/** Asks for the reason that goes with a change. Render the second value beside what asks. */
export function useReason(): [ask: (question: Question) => void, dialog: ReactNode] {
  const [question, setQuestion] = useState<Question | undefined>(undefined);
  const dialog =
    question === undefined ? null : <Reason question={question} onClose={() => setQuestion(undefined)} />;
  return [setQuestion, dialog];
}

function Reason({ question, onClose }: { question: Question; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const ready = !question.required || reason.trim() !== '';
  const give = () => {
    if (!ready) return;
    onClose();
    question.onGive(reason.trim());
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={question.title}
      closeButtonProps={{ 'aria-label': 'Close' }}
      onClick={(event) => event.stopPropagation()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          give();
        }}
      >
        <Stack gap="sm">
          <Textarea
            label={question.label}
            autosize
            minRows={2}
            maxRows={8}
            value={reason}
            data-autofocus
            maxLength={500}
            required={question.required}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) give();
            }}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!ready}>
              {question.verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
