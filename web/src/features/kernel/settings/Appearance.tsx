import { SegmentedControl, Stack, Switch, Text, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { Section } from '@/components/Page';
import { setSingleKeys, singleKeysOn } from '@/lib/shortcuts';

export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [keys, setKeys] = useState(singleKeysOn());
  return (
    <>
      <Section title="Appearance">
        <Stack gap="xs" align="flex-start">
          <SegmentedControl
            aria-label="Colours"
            size="xs"
            value={colorScheme}
            onChange={(value) => setColorScheme(value === 'dark' ? 'dark' : value === 'light' ? 'light' : 'auto')}
            data={[
              { value: 'auto', label: 'As the system' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
          />
          <Text size="sm" c="dimmed">
            Kept in this browser. Less motion follows the system too.
          </Text>
        </Stack>
      </Section>
      <Section title="Keys">
        <Switch
          label="Single-key shortcuts"
          checked={keys}
          description="Such as J and K in lists. Press ? for all of them."
          onChange={(event) => {
            setKeys(event.currentTarget.checked);
            setSingleKeys(event.currentTarget.checked);
          }}
        />
      </Section>
    </>
  );
}
