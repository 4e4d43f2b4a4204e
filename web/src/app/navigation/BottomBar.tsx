import { Drawer, NavLink, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconSearch } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useMe } from '@/lib/session';
import { AgencySwitcher } from './AgencySwitcher';
import { destinationsOf, isHere } from './destinations';
import classes from '../shell/Shell.module.css';
import { useCounts } from './useCounts';

/** Under 768 px: a bar of four and a More. */
export function BottomBar({ onSearch }: { onSearch: () => void }) {
  const me = useMe();
  const counts = useCounts();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [opened, { open, close }] = useDisclosure(false);
  const places = destinationsOf(me);
  const rest = places.slice(4);
  return (
    <nav className={classes.bottom} aria-label="Main, small screens">
      {places.slice(0, 4).map((place) => {
        const count = place.counts === undefined ? 0 : counts[place.counts];
        return (
          <Link key={place.to} to={place.to} aria-current={isHere(place, path) ? 'page' : undefined}>
            <place.icon size={20} stroke={1.6} aria-hidden />
            <span>{place.label}</span>
            {count > 0 && (
              <b>
                {count > 99 ? '99+' : count}
                <span className="sr-only"> waiting</span>
              </b>
            )}
          </Link>
        );
      })}
      <button type="button" onClick={open} aria-expanded={opened}>
        <IconDots size={20} stroke={1.6} aria-hidden />
        <span>More</span>
      </button>
      <Drawer
        opened={opened}
        onClose={close}
        position="bottom"
        size="auto"
        title="More"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack gap="2xs" pb="md">
          <AgencySwitcher />
          <NavLink
            component="button"
            label="Search"
            leftSection={<IconSearch size={18} stroke={1.6} />}
            onClick={() => {
              close();
              onSearch();
            }}
          />
          {rest.map((place) => (
            <NavLink
              key={place.to}
              component={Link}
              to={place.to}
              label={place.label}
              onClick={close}
              leftSection={<place.icon size={18} stroke={1.6} />}
            />
          ))}
        </Stack>
      </Drawer>
    </nav>
  );
}
