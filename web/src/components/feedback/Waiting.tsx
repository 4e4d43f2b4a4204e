import { Skeleton, Stack } from '@mantine/core';

/** Grey lines in the shape of what is coming; invisible for the first 150 ms. */
export function Waiting({ lines = 6, label = 'Loading' }: { lines?: number; label?: string }) {
  return (
    <Stack gap="sm" p="md" className="late" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, at) => (
        <Skeleton key={at} h="sm" w={`${92 - ((at * 17) % 40)}%`} radius="xs" />
      ))}
    </Stack>
  );
}
