import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Page } from '@/components/Page';
import { useMe } from '@/lib/session';
import { placesOf } from './places';
import classes from './Settings.module.css';

/** Settings: the agency's for those who run it, one's own for everyone. */
export function SettingsPage() {
  const me = useMe();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const groups = placesOf(me);
  const here = groups.flatMap((group) => group.places).find((place) => place.to === path);
  const crumbs =
    here === undefined ? [{ label: 'Settings' }] : [{ label: 'Settings', to: '/settings' }, { label: here.label }];
  return (
    <Page crumbs={crumbs} shape="wide">
      <div className={classes.settings}>
        <nav aria-label="Settings">
          {groups.map((group) => (
            <section key={group.label}>
              <h2>{group.label}</h2>
              <ul>
                {group.places.map((place) => (
                  <li key={place.to}>
                    <Link to={place.to} aria-current={place.to === path ? 'page' : undefined}>
                      {place.label}
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </nav>
        <div className={classes.content}>
          <Outlet />
        </div>
      </div>
    </Page>
  );
}
