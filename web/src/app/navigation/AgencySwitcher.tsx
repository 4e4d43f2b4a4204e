import { Menu, Text, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { shownPicture } from '@/lib/picture';
import { myAgencies, roleNames, switchAgency, useMe, type Role } from '@/lib/session';
import { refused } from '@/lib/toast';
import classes from './AgencySwitcher.module.css';
import { NewAgency } from './NewAgency';

export function AgencySwitcher({ narrow = false }: { narrow?: boolean }) {
  const me = useMe();
  const agencies = useQuery(myAgencies);
  const [adding, setAdding] = useState(false);
  const agency = me.agency;
  if (agency === null) return null;
  const change = (id: string) =>
    void switchAgency(id).catch((error: unknown) => refused(error, 'The agency was not switched'));
  return (
    <>
      <Menu width={260} position="bottom-start">
        <Menu.Target>
          <UnstyledButton
            className={classes.switcher}
            data-narrow={narrow || undefined}
            aria-label={`Agency: ${agency.name}. Switch agency`}
          >
            <Mark name={agency.name} logo={agency.logo_url} />
            {!narrow && (
              <>
                <Text size="sm" fw={600} truncate flex={1}>
                  {agency.name}
                </Text>
                <IconSelector size={14} />
              </>
            )}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Agencies</Menu.Label>
          {(agencies.data ?? []).map((one) => (
            <Menu.Item
              key={one.agency_id}
              onClick={() => {
                if (!one.is_current) change(one.agency_id);
              }}
              leftSection={<Mark name={one.name} />}
              rightSection={one.is_current ? <IconCheck size={14} /> : null}
            >
              <Text size="sm" truncate>
                {one.name}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {one.client_name ?? roleNames[one.role as Role]}
              </Text>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
            New agency
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <NewAgency opened={adding} onClose={() => setAdding(false)} />
    </>
  );
}

function Mark({ name, logo }: { name: string; logo?: string | null }) {
  const picture = shownPicture(logo);
  return picture !== undefined ? (
    <img src={picture} alt="" className={classes.mark} />
  ) : (
    <span className={classes.mark} data-letter={[...name][0]?.toUpperCase() ?? 'A'} aria-hidden />
  );
}
