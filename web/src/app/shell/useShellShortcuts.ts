import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useMay, useMe } from '@/lib/session';
import { useShortcuts, type Shortcut } from '@/lib/shortcuts';
import { destinationsOf } from '../navigation/destinations';

type Actions = { openSheet: () => void; toggleNavigation: () => void };

/** The shortcuts that work on every screen. */
export function useShellShortcuts(actions: Actions): void {
  const me = useMe();
  const may = useMay();
  const navigate = useNavigate();
  const { openSheet, toggleNavigation } = actions;
  const mayAdd = may('clients:insert');
  useShortcuts(
    useMemo<Shortcut[]>(
      () => [
        ...destinationsOf(me).map((place) => ({
          keys: place.keys,
          label: `Go to ${place.label.toLowerCase()}`,
          group: 'Go to',
          run: () => void navigate({ to: place.to }),
        })),
        ...(mayAdd
          ? [{ keys: 'c', label: 'New client', group: 'Create', run: () => void navigate({ to: '/clients/new' }) }]
          : []),
        { keys: '?', label: 'Show shortcuts', group: 'Help', run: () => openSheet() },
        {
          keys: '[',
          label: 'Fold or unfold the navigation',
          group: 'Help',
          run: () => toggleNavigation(),
        },
      ],
      [me, mayAdd, navigate, openSheet, toggleNavigation],
    ),
  );
}
