import { Failure } from '@/components/feedback/Failure';
import { Themed } from './App';

/** The whole app could not start: the server did not say what it is. */
export function Unreachable({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <Themed>
      <main>
        <Failure error={error} what="Atrium can’t be reached" onRetry={onRetry} />
      </main>
    </Themed>
  );
}
