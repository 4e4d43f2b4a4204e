import { ago, instantOf } from '@/lib/words/format';

/** A relative date, with the full instant and its zone on hover. */
export function When({ at, never = 'Never' }: { at: string | null | undefined; never?: string }) {
  if (at === null || at === undefined) return <span>{never}</span>;
  return (
    <time dateTime={at} title={instantOf(at)}>
      {ago(at)}
    </time>
  );
}
