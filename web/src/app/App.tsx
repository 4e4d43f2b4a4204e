import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { useMemo, type ReactNode } from 'react';
import { queryClient } from '@/lib/data/query';
import { whoami } from '@/lib/session';
import { cssVariables, themeOf } from '@/lib/look/theme';
import { router } from './router';

/** The server lets only style elements in that carry the nonce of this very page. */
const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';

setNonce(styleNonce());

const schemes = localStorageColorSchemeManager({ key: 'atrium-scheme' });

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <AgencyTheme>
        <Notifications position="bottom-right" limit={4} zIndex={400} />
        <RouterProvider router={router} />
      </AgencyTheme>
    </QueryClientProvider>
  );
}

/** The accent comes from the agency, once we know which one it is. */
function AgencyTheme({ children }: { children: ReactNode }) {
  const accent = useQuery({ ...whoami, enabled: false }).data?.agency?.accent;
  return <Themed accent={accent}>{children}</Themed>;
}

export function Themed({ accent, children }: { accent?: string | null | undefined; children: ReactNode }) {
  const theme = useMemo(() => themeOf(accent), [accent]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      {children}
    </MantineProvider>
  );
}
