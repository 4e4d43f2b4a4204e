import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Failure } from '@/components/feedback/Failure';
import { Waiting } from '@/components/feedback/Waiting';
import { Page } from '@/components/Page';
import { guidePage, guidePages, piecesOf, type Block } from '@/lib/guide';
import classes from './Guide.module.css';
import { NotFound } from './NotFound';

/** How things work, in the app: the pages of docs/guide. */
export function Guide() {
  const { page = 'clients' } = useParams({ strict: false });
  const query = useQuery(guidePage(page));
  if (!Object.hasOwn(guidePages, page)) return <NotFound />;
  return (
    <Page crumbs={[{ label: 'Guide', to: '/guide' }, { label: titleOf(page) }]}>
      <div className={classes.guide}>
        <nav aria-label="Guide">
          <ul>
            {Object.entries(guidePages).map(([name, label]) => (
              <li key={name}>
                <Link to="/guide/$page" params={{ page: name }} aria-current={name === page ? 'page' : undefined}>
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <article>
          {query.isPending && <Waiting />}
          {query.isError && <Failure error={query.error} what="This page can’t be shown" />}
          {query.data?.map((block, at) => (
            <Part key={at} block={block} />
          ))}
        </article>
      </div>
    </Page>
  );
}

const titleOf = (page: string): string => (guidePages as Record<string, string>)[page] ?? 'Guide';

function Part({ block }: { block: Block }) {
  switch (block.kind) {
    case 'title':
      return <h2>{block.text}</h2>;
    case 'heading':
      return <h3>{block.text}</h3>;
    case 'text':
      return (
        <p>
          <Words text={block.text} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li key={item}>
              <Words text={item} />
            </li>
          ))}
        </ul>
      );
    case 'table':
      return (
        <table>
          <thead>
            <tr>
              {block.head.map((cell) => (
                <th key={cell} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr key={row.join()}>
                {row.map((cell) => (
                  <td key={cell}>
                    <Words text={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}

function Words({ text }: { text: string }) {
  return piecesOf(text).map(({ text: words, as: Tag }, at) =>
    Tag === undefined ? words : <Tag key={at}>{words}</Tag>,
  );
}
