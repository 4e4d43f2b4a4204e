import { Avatar, Group, Text } from '@mantine/core';
import { hashOf, initialsOf } from '@/lib/words/format';

const tones = ['indigo', 'teal', 'grape', 'orange', 'cyan', 'pink', 'lime', 'violet', 'blue', 'yellow'];

/** Initials in a colour that stays with the person, or the photo where there is one. */
export function Face({ name, photo, size = 22 }: { name: string; photo?: string | null | undefined; size?: number }) {
  return (
    <Avatar
      src={photo ?? null}
      size={size}
      radius="50%"
      color={tones[hashOf(name) % tones.length] ?? 'indigo'}
      variant="light"
      alt=""
      aria-hidden
      className="face"
    >
      {initialsOf(name)}
    </Avatar>
  );
}

export function Person({
  name,
  photo,
  size,
}: {
  name: string | null | undefined;
  photo?: string | null | undefined;
  size?: number;
}) {
  if (name === null || name === undefined || name === '')
    return (
      <Text size="sm" c="dimmed" component="span">
        Nobody
      </Text>
    );
  return (
    <Group gap="xs" wrap="nowrap" miw={0}>
      <Face name={name} photo={photo} {...(size === undefined ? {} : { size })} />
      <Text size="sm" truncate component="span">
        {name}
      </Text>
    </Group>
  );
}
