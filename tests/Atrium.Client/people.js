// What the cases need again and again: the server, clients of it, and people with an agency each.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { createClient } from '@supabase/supabase-js';
import WebSocket from 'ws';
import { server } from './server.js';

export const password = 'correct horse battery';

let running;
let serial = 0;

/** Call it at the top of a file of cases: the server is there before the first of them. */
export function withServer() {
  before(async () => { running = await server(); });
  after(() => running.stop());
}

/** A client that keeps its session to itself. */
export const client = (key) => createClient(running.url, key ?? running.anonKey, {
  auth: { persistSession: false, autoRefreshToken: false },
  realtime: { transport: WebSocket }, // Node 20 has none of its own
});

/** A client that comes back with a code, as in a browser; what it keeps is kept here. */
export function browser() {
  const kept = new Map();
  return createClient(running.url, running.anonKey, {
    auth: {
      flowType: 'pkce', autoRefreshToken: false, detectSessionInUrl: false,
      storage: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      },
    },
    realtime: { transport: WebSocket },
  });
}

/** Follows an address out to the provider and back to where the way ends, as a browser with cookies does. */
export async function follow(url) {
  const cookies = new Map();
  let to = new URL(url);
  while (to.pathname.startsWith('/auth/v1/') || to.pathname === '/authorize') {
    const answer = await fetch(to, {
      redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    assert.ok(answer.headers.has('location'), `${to} answered ${answer.status}: ${await answer.text()}`);
    for (const cookie of answer.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split('=');
      cookies.set(name, value);
    }
    to = new URL(answer.headers.get('location'), to);
  }
  return to;
}

/** A client with the operator's key. */
export const operator = () => client(running.serviceKey);

/** Address of the server. */
export const address = () => running.url;

/** An address nobody has yet. */
export const freshEmail = (name) => `${name}-${process.pid}-${Date.now()}-${++serial}@client.test`;

/** The newest mail to somebody, from the server's mailbox: its link, the link's token, its digits. Waits ten seconds. */
export async function mailTo(email) {
  for (const limit = Date.now() + 10_000; Date.now() < limit;) {
    const mails = await (await fetch(`${running.url}/dev/mailbox`, { headers: { accept: 'application/json' } })).json();
    const mail = mails.find(({ to }) => to === email);
    if (mail !== undefined) {
      const link = /^http.*$/m.exec(mail.text)?.[0];
      return {
        link, token: link && new URL(link).searchParams.get('token'), code: /\b\d{6}\b/.exec(mail.text)?.[0],
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No mail to ${email} came.`);
}

/** The data of an answer that must have none of the errors. */
export function ok({ data, error }) {
  assert.equal(error, null, error && `${error.code}: ${error.message}`);
  return data;
}

/** Somebody who has just signed up and owns an agency; signed in. */
export async function owner(name = 'owner') {
  const supabase = client();
  const email = freshEmail(name);
  const { user, session } = ok(await supabase.auth.signUp({
    email, password, options: { data: { full_name: name, agency_name: `${name}'s agency` } },
  }));
  return { supabase, email, user, session };
}
