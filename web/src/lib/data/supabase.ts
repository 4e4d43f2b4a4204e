import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '@generated/database.types';

export type Config = {
  anonKey: string;
  demo: boolean;
  mail: boolean;
  providers: { name: string; label: string }[];
};

/** The only way to data. Set by `connect`, which the app awaits before it renders. */
export let supabase: SupabaseClient<Database>;
export let config: Config;

/** Reads what the server says about itself and opens the client. Throws when the server can't be reached. */
export async function connect(): Promise<void> {
  const answer = await fetch('/config.json', { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status} to /config.json.`);
  config = (await answer.json()) as Config;
  supabase = createClient<Database>(window.location.origin, config.anonKey, {
    auth: { storageKey: 'atrium-session', detectSessionInUrl: false },
    global: { fetch: fetchWithRequestId },
  });
}

/** Puts the request id of a refused request into its error body, where the client library keeps it. */
export async function fetchWithRequestId(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const answer = await fetch(input, init);
  const requestId = answer.headers.get('x-request-id');
  if (answer.ok || requestId === null) return answer;
  const text = await answer.text();
  return new Response(withRequestId(text, requestId), {
    status: answer.status,
    statusText: answer.statusText,
    headers: answer.headers,
  });
}

function withRequestId(text: string, requestId: string): string {
  try {
    const body: unknown = JSON.parse(text);
    return body !== null && typeof body === 'object' ? JSON.stringify({ ...body, request_id: requestId }) : text;
  } catch {
    return text;
  }
}
