import { Button, Divider, Stack } from '@mantine/core';
import { config } from '@/lib/data/supabase';
import { wayBy } from './arrival';

/** The other servers that one may sign in by; nothing where there are none. */
export function Providers({ next }: { next?: string | undefined }) {
  if (config.providers.length === 0) return null;
  return (
    <Stack gap="xs" mt="sm">
      <Divider label="or" />
      {config.providers.map((one) => (
        <Button key={one.name} component="a" variant="default" size="sm" fullWidth href={wayBy(one.name, next)}>
          Continue with {one.label}
        </Button>
      ))}
    </Stack>
  );
}
