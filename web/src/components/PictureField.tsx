import { Button, FileButton, Group, Input, Text } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { pictureOf, shownPicture } from '@/lib/picture';

type Props = { label: string; value: string; shown: ReactNode; onChange: (picture: string) => void };

/** A small picture that is kept in the row itself, with a look at it before it is saved. */
export function PictureField({ label, value, shown, onChange }: Props) {
  const [problem, setProblem] = useState<string>();
  const id = useId();
  const choose = async (file: File | null) => {
    if (file === null) return;
    setProblem(undefined);
    try {
      onChange(await pictureOf(file));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'This file can’t be read.');
    }
  };
  return (
    <Input.Wrapper label={label} labelElement="div" labelProps={{ id }}>
      <Group gap="sm" role="group" aria-labelledby={id}>
        {shown}
        <FileButton accept="image/png,image/jpeg,image/webp,image/gif" onChange={(file) => void choose(file)}>
          {(props) => (
            <Button {...props} variant="default">
              Choose picture
            </Button>
          )}
        </FileButton>
        {shownPicture(value) !== undefined && (
          <Button variant="subtle" color="gray" onClick={() => onChange('')}>
            Remove
          </Button>
        )}
      </Group>
      {problem !== undefined && (
        <Text size="sm" c="red" role="alert" mt="2xs">
          {problem}
        </Text>
      )}
    </Input.Wrapper>
  );
}
