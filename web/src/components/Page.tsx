import { Link } from '@tanstack/react-router';
import { createContext, useContext, useEffect, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import classes from './Page.module.css';

/** Where the shell's bar takes what a page has to say: where we are, its views, its actions. */
export const BarSlot = createContext<HTMLElement | null>(null);

export type Crumb = { label: string; to?: string };
export type Tab = { label: string; active: boolean; onSelect: () => void; count?: number | undefined };

type Props = {
  crumbs: Crumb[];
  tabs?: Tab[];
  actions?: ReactNode;
  children: ReactNode;
  shape?: 'document' | 'wide' | 'list';
};

/** Every screen of the shell. `document` is a readable column, `wide` uses the width, `list` fills the height. */
export function Page({ crumbs, tabs, actions, children, shape = 'document' }: Props) {
  const slot = useContext(BarSlot);
  const title = crumbs.at(-1)?.label ?? 'Atrium';
  useEffect(() => {
    document.title = `${title} · Atrium`;
  }, [title]);
  return (
    <>
      {slot !== null &&
        createPortal(
          <>
            <Crumbs crumbs={crumbs} />
            {tabs !== undefined && <Tabs tabs={tabs} />}
            {actions !== undefined && <div className={classes.actions}>{actions}</div>}
          </>,
          slot,
        )}
      {tabs !== undefined && (
        <div className={classes.tabsBelow}>
          <Tabs tabs={tabs} />
        </div>
      )}
      <main className={classes.page} data-shape={shape} id="content" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className={classes.crumbs}>
      <ol>
        {crumbs.map((crumb, at) => (
          <li key={crumb.label}>
            {crumb.to !== undefined && at < crumbs.length - 1 ? (
              <Link to={crumb.to}>{crumb.label}</Link>
            ) : (
              <h1 aria-current="page">{crumb.label}</h1>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Tabs({ tabs }: { tabs: Tab[] }) {
  return (
    <div className={classes.tabs} role="group" aria-label="Views">
      {tabs.map((tab) => (
        <button key={tab.label} type="button" aria-pressed={tab.active} onClick={tab.onSelect}>
          {tab.label}
          {tab.count !== undefined && tab.count > 0 && <span>{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}

/** A titled part of a document page. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
