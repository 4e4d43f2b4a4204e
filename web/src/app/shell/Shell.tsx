import { useDisclosure, useHotkeys, useLocalStorage } from '@mantine/hooks';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { BarSlot } from '@/components/Page';
import { useMe } from '@/lib/session';
import { listen } from '@/lib/shortcuts';
import { supabase } from '@/lib/data/supabase';
import { Palette } from '../palette/Palette';
import { ShortcutSheet } from '../palette/ShortcutSheet';
import { Bar } from './Bar';
import { BottomBar } from '../navigation/BottomBar';
import { Navigation } from '../navigation/Navigation';
import { NoAgency } from './NoAgency';
import { Offline } from './Offline';
import classes from './Shell.module.css';
import { useShellShortcuts } from './useShellShortcuts';

export function Shell() {
  const me = useMe();
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const [narrow, setNarrow] = useLocalStorage({ key: 'atrium-nav-narrow', defaultValue: false });
  const [palette, { open: openPalette, close: closePalette }] = useDisclosure(false);
  const [sheet, { open: openSheet, close: closeSheet }] = useDisclosure(false);
  useEffect(() => listen(), []);
  const navigate = useNavigate();
  // Signing out in one tab signs out the others.
  useEffect(() => {
    const { data } = supabase.auth.onAuthStateChange((event) => {
      if (event === 'SIGNED_OUT') void navigate({ to: '/sign-in' });
    });
    return () => data.subscription.unsubscribe();
  }, [navigate]);
  useHotkeys([['mod+K', openPalette]], []);
  const toggleNavigation = useCallback(() => setNarrow((was) => !was), [setNarrow]);
  useShellShortcuts({ openSheet, toggleNavigation });

  if (me.agency === null) return <NoAgency />;
  return (
    <div className={classes.shell} data-narrow={narrow || undefined}>
      <a className={classes.skip} href="#content">
        Skip to content
      </a>
      <Navigation narrow={narrow} onToggle={toggleNavigation} />
      <div className={classes.column}>
        <Bar slot={setSlot} onSearch={openPalette} onShortcuts={openSheet} />
        <Offline />
        <BarSlot.Provider value={slot}>
          <Outlet />
        </BarSlot.Provider>
      </div>
      <BottomBar onSearch={openPalette} />
      <Palette opened={palette} onClose={closePalette} />
      <ShortcutSheet opened={sheet} onClose={closeSheet} />
    </div>
  );
}
