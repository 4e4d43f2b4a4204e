import { Group, Text } from '@mantine/core';
import type { CSSProperties } from 'react';
import { shownPicture } from '@/lib/picture';
import { hashOf, initialsOf } from '@/lib/words/format';
import classes from './Person.module.css';

/** Initials in a colour that stays with the person, or the photo where there is one. */
export function Face({ name, photo, size = 22 }: { name: string; photo?: string | null | undefined; size?: number }) {
  const picture = shownPicture(photo);
  if (picture !== undefined) {
    return <img src={picture} alt="" width={size} height={size} className={classes.face} />;
  }
  const style = { '--face-size': `${size}px`, '--face-hue': hashOf(name) % 360 } as CSSProperties;
  return <span className={classes.face} style={style} data-initials={initialsOf(name)} aria-hidden />;
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
