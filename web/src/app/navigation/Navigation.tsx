import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useMe } from '@/lib/session';
import { AgencySwitcher } from './AgencySwitcher';
import { destinationsOf, isHere } from './destinations';
import classes from './Navigation.module.css';
import { useCounts } from './useCounts';

export function Navigation({ narrow, onToggle }: { narrow: boolean; onToggle: () => void }) {
  const me = useMe();
  const counts = useCounts();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const Fold = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <nav className={classes.navigation} aria-label="Main" data-narrow={narrow || undefined}>
      <AgencySwitcher narrow={narrow} />
      <ul>
        {destinationsOf(me).map((place) => {
          const count = place.counts === undefined ? 0 : counts[place.counts];
          return (
            <li key={place.to}>
              <Tooltip label={place.label} position="right" disabled={!narrow}>
                <Link to={place.to} aria-current={isHere(place, path) ? 'page' : undefined}>
                  <place.icon size={18} stroke={1.6} aria-hidden />
                  <span>{place.label}</span>
                  {count > 0 && (
                    <b>
                      {count > 99 ? '99+' : count}
                      <span className="sr-only"> waiting</span>
                    </b>
                  )}
                </Link>
              </Tooltip>
            </li>
          );
        })}
      </ul>
      <ActionIcon
        className={classes.fold}
        onClick={onToggle}
        aria-label={narrow ? 'Unfold the navigation' : 'Fold the navigation'}
      >
        <Fold size={18} stroke={1.6} />
      </ActionIcon>
    </nav>
  );
}
