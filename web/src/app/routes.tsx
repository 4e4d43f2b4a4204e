import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import type { Search } from '@/lib/address';
import { queryClient } from '@/lib/data/query';
import { needsSecondFactor, signOut, whoami } from '@/lib/session';
import { supabase } from '@/lib/data/supabase';
import { NothingHere } from './NotFound';
import { Shell } from './shell/Shell';

const root = createRootRoute({ component: Outlet, validateSearch: (search) => search as Search });

const signIn = createRoute({
  getParentRoute: () => root,
  path: 'sign-in',
  component: lazyRouteComponent(() => import('@/features/kernel/door/SignIn'), 'SignIn'),
});
const signUp = createRoute({
  getParentRoute: () => root,
  path: 'sign-up',
  component: lazyRouteComponent(() => import('@/features/kernel/door/SignUp'), 'SignUp'),
});
const setUp = createRoute({
  getParentRoute: () => root,
  path: 'setup/$token',
  component: lazyRouteComponent(() => import('@/features/kernel/door/SignUp'), 'SignUp'),
});
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: 'forgot-password',
  component: lazyRouteComponent(() => import('@/features/kernel/door/ForgotPassword'), 'ForgotPassword'),
});
const setPassword = createRoute({
  getParentRoute: () => root,
  path: 'set-password',
  component: lazyRouteComponent(() => import('@/features/kernel/door/SetPassword'), 'SetPassword'),
});
const arrive = createRoute({
  getParentRoute: () => root,
  path: 'arrive',
  component: lazyRouteComponent(() => import('@/features/kernel/door/Arrive'), 'Arrive'),
});
const secondFactor = createRoute({
  getParentRoute: () => root,
  path: 'second-factor',
  component: lazyRouteComponent(() => import('@/features/kernel/door/SecondFactor'), 'SecondFactor'),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: 'invite/$token',
  component: lazyRouteComponent(() => import('@/features/kernel/door/Invitation'), 'Invitation'),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ location }) => {
    const { data } = await supabase.auth.getSession();
    const next = location.href === '/' ? {} : { next: location.href };
    if (data.session !== null && (await needsSecondFactor())) throw redirect({ to: '/second-factor', search: next });
    const me = data.session === null ? undefined : await queryClient.ensureQueryData(whoami);
    // A session that was ended elsewhere belongs to nobody.
    if (me?.user?.id !== undefined) {
      // Contact users live in the portal, staff outside of it; settings and the guide are for both.
      const contact = me.role === 'customer';
      const portal = location.pathname.startsWith('/portal');
      const common = ['/settings', '/guide'].some((place) => location.pathname.startsWith(place));
      if (contact && !portal && !common) throw redirect({ to: '/portal' });
      if (!contact && portal) throw redirect({ to: '/' });
      return;
    }
    if (me !== undefined) await signOut();
    throw redirect({ to: '/sign-in', search: next });
  },
});

/** A screen inside the shell, loaded when it is first opened. */
const screen = <const P extends string, M extends Record<string, unknown>, N extends keyof M & string>(
  path: P,
  load: () => Promise<M>,
  name: N,
) => createRoute({ getParentRoute: () => shell, path, component: lazyRouteComponent(load, name) });

const settings = createRoute({
  getParentRoute: () => shell,
  path: 'settings',
  component: lazyRouteComponent(() => import('@/features/kernel/settings/SettingsPage'), 'SettingsPage'),
  notFoundComponent: NothingHere,
});

const setting = <const P extends string, M extends Record<string, unknown>, N extends keyof M & string>(
  path: P,
  load: () => Promise<M>,
  name: N,
) => createRoute({ getParentRoute: () => settings, path, component: lazyRouteComponent(load, name) });

const settingScreens = [
  setting('/', () => import('@/features/kernel/settings/SettingsHome'), 'SettingsHome'),
  setting('agency', () => import('@/features/kernel/settings/AgencyProfile'), 'AgencyProfile'),
  setting('members', () => import('@/features/kernel/people/Members'), 'Members'),
  setting('invitations', () => import('@/features/kernel/people/Invitations'), 'Invitations'),
  setting('roles', () => import('@/features/kernel/people/Roles'), 'Roles'),
  setting('keys', () => import('@/features/kernel/security/Keys'), 'Keys'),
  setting('audit', () => import('@/features/kernel/security/Audit'), 'Audit'),
  setting('isolation', () => import('@/features/kernel/security/Isolation'), 'Isolation'),
  setting('me', () => import('@/features/kernel/settings/MyProfile'), 'MyProfile'),
  setting('access', () => import('@/features/kernel/access/Access'), 'Access'),
  setting('second-factor', () => import('@/features/kernel/factors/SecondFactors'), 'SecondFactors'),
  setting('sessions', () => import('@/features/kernel/security/Sessions'), 'Sessions'),
  setting('appearance', () => import('@/features/kernel/settings/Appearance'), 'Appearance'),
] as const;

const screens = [
  screen('/', () => import('@/features/clients/dashboard/DashboardPage'), 'DashboardPage'),
  screen('guide', () => import('./Guide'), 'Guide'),
  screen('guide/$page', () => import('./Guide'), 'Guide'),
  screen('portal', () => import('@/features/clients/portal/PortalOverview'), 'PortalOverview'),
  screen('portal/conversations', () => import('@/features/clients/portal/PortalPages'), 'PortalConversations'),
  screen('portal/documents', () => import('@/features/clients/portal/PortalPages'), 'PortalDocuments'),
  screen('cartridges', () => import('@/features/knowledge/CartridgesPage'), 'CartridgesPage'),
  screen('clients/import', () => import('@/features/clients/adding/ImportPage'), 'ImportPage'),
  screen('clients/new', () => import('@/features/clients/adding/NewClientPage'), 'NewClientPage'),
  screen('clients', () => import('@/features/clients/list/ClientsPage'), 'ClientsPage'),
  screen('clients/$clientId', () => import('@/features/clients/client/ClientPage'), 'ClientPage'),
  screen('inbox', () => import('@/features/clients/communications/InboxPage'), 'InboxPage'),
  screen('alerts', () => import('@/features/clients/alerts/AlertsPage'), 'AlertsPage'),
] as const;

export const routeTree = root.addChildren([
  signIn,
  signUp,
  setUp,
  forgotPassword,
  setPassword,
  arrive,
  secondFactor,
  invitation,
  shell.addChildren([...screens, settings.addChildren([...settingScreens])]),
]);
