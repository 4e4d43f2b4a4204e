import { connect, supabase } from '@/lib/data/supabase';
import { changePassword } from './access';

const answer = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

const base64 = (text: unknown) => btoa(JSON.stringify(text)).replaceAll('=', '');

/** Signs in against a server that answers as told, and keeps what it was asked. */
async function against(replies: Record<string, () => Response>): Promise<string[]> {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const path = new URL(String(input), window.location.origin).pathname;
    asked.push(`${init?.method ?? 'GET'} ${path} ${typeof init?.body === 'string' ? init.body : ''}`.trim());
    return replies[path]?.() ?? answer({}, 404);
  });
  await connect();
  const token = `${base64({ alg: 'ES256' })}.${base64({ sub: 'a', exp: 4102444800, aal: 'aal1' })}.sig`;
  await supabase.auth.setSession({ access_token: token, refresh_token: 'r' });
  asked.length = 0;
  return asked;
}

const known = {
  '/config.json': () => answer({ anonKey: 'k', demo: false, mail: true, providers: [] }),
  '/auth/v1/reauthenticate': () => answer({}),
};
const user = { id: 'a', aud: 'authenticated', app_metadata: {}, user_metadata: {}, created_at: '' };

afterEach(() => vi.unstubAllGlobals());

test('long after signing in a code is mailed, and goes with the password then', async () => {
  let late = false;
  const needs = { code: 400, error_code: 'reauthentication_needed', msg: 'Password update requires it' };
  const asked = await against({ ...known, '/auth/v1/user': () => (late ? answer(needs, 400) : answer(user)) });
  late = true;

  expect(await changePassword('a long new word', undefined)).toBe('needs code');
  expect(asked.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    'PUT /auth/v1/user',
    'GET /auth/v1/reauthenticate',
  ]);

  late = false;
  expect(await changePassword('a long new word', '123 456')).toBe('done');
  expect(asked.at(-1)).toContain('"nonce":"123456"');
});

test('another refusal is said, and no code is mailed for it', async () => {
  const same = { code: 422, error_code: 'same_password', msg: 'x' };
  let refusing = false;
  const asked = await against({ ...known, '/auth/v1/user': () => (refusing ? answer(same, 422) : answer(user)) });
  refusing = true;

  await expect(changePassword('the old word', undefined)).rejects.toThrow('This is your password already.');
  expect(asked.filter((line) => line.includes('reauthenticate'))).toEqual([]);
});
