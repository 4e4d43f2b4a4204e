import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client, ok, operator, owner, withServer } from '../people.js';

withServer();

/** An owner whose agency has five clients; the first two with a conversation and an alert each. */
async function agency() {
  const { supabase, user } = await owner('rest');
  const agencyId = ok(await supabase.rpc('whoami')).agency.id;
  const clients = ok(await supabase.from('clients')
    .insert([1, 2, 3, 4, 5].map((n) => ({ code: `C${n}`, name: `Client ${n}` })))
    .select('id,code').order('code'));
  ok(await supabase.from('communications').insert(clients.slice(0, 2).map(({ id, code }) => ({
    client_id: id, type: 'email', direction: 'inbound', subject: `Mail of ${code}`, body: 'Hello',
  }))));
  ok(await supabase.from('alerts').insert(clients.slice(0, 2).map(({ id }) => ({
    client_id: id, type: 'kpi_drop', severity: 'high', title: 'Down',
  }))));
  return { supabase, user, agencyId, clients };
}

test('select takes columns, filters, order and a range, with an exact count', async () => {
  const { supabase } = await agency();

  const page = await supabase.from('clients').select('code,label:name', { count: 'exact' })
    .eq('is_house', false).gte('code', 'C2').order('code', { ascending: false }).range(0, 1);

  assert.deepEqual(ok(page), [{ code: 'C5', label: 'Client 5' }, { code: 'C4', label: 'Client 4' }]);
  assert.equal(page.count, 4);
  assert.equal(page.status, 206);
});

test('filters of every kind agree with what is there', async () => {
  const { supabase } = await agency();
  const codes = async (build) =>
    ok(await build(supabase.from('clients').select('code').eq('is_house', false)).order('code')).map((row) => row.code);

  assert.deepEqual(await codes((q) => q.in('code', ['C1', 'C4', 'X'])), ['C1', 'C4']);
  assert.deepEqual(await codes((q) => q.neq('code', 'C1').lt('code', 'C4')), ['C2', 'C3']);
  assert.deepEqual(await codes((q) => q.ilike('name', '%client 5')), ['C5']);
  assert.deepEqual(await codes((q) => q.or('code.eq.C1,and(code.gt.C3,code.lt.C5)')), ['C1', 'C4']);
  assert.deepEqual(await codes((q) => q.not('code', 'in', '(C1,C2,C3)')), ['C4', 'C5']);
  assert.deepEqual(await codes((q) => q.is('website', null).limit(2)), ['C1', 'C2']);
});

test('embedding brings children and parents along', async () => {
  const { supabase } = await agency();

  const clients = ok(await supabase.from('clients').select('code,communications(subject),alerts(title,severity)')
    .eq('is_house', false).order('code').limit(3));
  const mails = ok(await supabase.from('communications')
    .select('subject,clients!inner(code)').eq('clients.code', 'C2'));

  assert.deepEqual(clients[0], {
    code: 'C1', communications: [{ subject: 'Mail of C1' }], alerts: [{ title: 'Down', severity: 'high' }],
  });
  assert.deepEqual(clients[2].communications, []);
  assert.deepEqual(mails, [{ subject: 'Mail of C2', clients: { code: 'C2' } }]);
});

test('single and maybeSingle say when it is not one', async () => {
  const { supabase } = await agency();

  const one = ok(await supabase.from('clients').select('name').eq('code', 'C3').single());
  const none = await supabase.from('clients').select('name').eq('code', 'nope').single();

  assert.equal(one.name, 'Client 3');
  assert.equal(none.error.code, 'PGRST116');
  assert.equal(ok(await supabase.from('clients').select('name').eq('code', 'nope').maybeSingle()), null);
});

test('head counts without rows', async () => {
  const { supabase } = await agency();

  const { count, data, error } = await supabase.from('clients')
    .select('*', { count: 'exact', head: true }).eq('is_house', false);

  assert.deepEqual([count, data, error], [5, null, null]);
});

test('insert, update and delete return what they did', async () => {
  const { supabase } = await agency();

  const made = ok(await supabase.from('clients')
    .insert({ code: 'NEW', name: 'New' }).select('id,code').single());
  const changed = ok(await supabase.from('clients')
    .update({ name: 'Newer' }).eq('id', made.id).select('name').single());
  const quiet = await supabase.from('clients').update({ notes: 'x' }).eq('id', made.id);
  const gone = ok(await supabase.from('clients').delete().eq('id', made.id).select('code'));

  assert.equal(changed.name, 'Newer');
  assert.equal(quiet.status, 204);
  assert.deepEqual(gone, [{ code: 'NEW' }]);
});

test('rpc takes arguments by name, and its rows can be filtered', async () => {
  const { supabase, agencyId } = await agency();

  const me = ok(await supabase.rpc('whoami'));
  const mine = ok(await supabase.rpc('my_agencies').select('slug,role').eq('agency_id', agencyId));
  const missing = await supabase.rpc('no_such_function', { a: 1 });

  assert.equal(me.role, 'owner');
  assert.equal(mine[0].role, 'owner');
  assert.equal(missing.error.code, 'PGRST202');
});

test('errors come with code, message, details and hint', async () => {
  const { supabase, clients } = await agency();

  const twice = await supabase.from('clients').insert({ code: 'C1', name: 'Again' });
  const column = await supabase.from('clients').select('no_such_column');
  const fixed = await supabase.from('clients').update({ agency_id: clients[0].id }).eq('id', clients[0].id);

  assert.deepEqual(Object.keys(twice.error).sort(), ['code', 'details', 'hint', 'message']);
  assert.equal(twice.error.code, '23505');
  assert.equal(twice.status, 409);
  assert.equal(column.error.code, '42703');
  assert.equal(fixed.status, 403);
});

test('another agency sees and changes nothing', async () => {
  const { clients } = await agency();
  const stranger = await owner('stranger');
  const { id } = clients[0];

  assert.deepEqual(ok(await stranger.supabase.from('clients').select('id').eq('id', id)), []);
  assert.deepEqual(ok(await stranger.supabase.from('communications').select('id').eq('client_id', id)), []);
  assert.deepEqual(ok(await stranger.supabase.from('clients').update({ name: 'x' }).eq('id', id).select()), []);
  assert.deepEqual(ok(await stranger.supabase.from('clients').delete().eq('id', id).select()), []);
  const smuggled = await stranger.supabase.from('communications')
    .insert({ client_id: id, type: 'email', direction: 'inbound', subject: 'x' });
  assert.notEqual(smuggled.error, null);
});

test('who is not signed in sees nothing, and the operator sees all', async () => {
  const { clients } = await agency();

  const anon = await client().from('clients').select('id');
  const all = ok(await operator().from('clients').select('id').eq('id', clients[0].id));

  assert.ok(anon.error !== null || anon.data.length === 0);
  assert.equal(all.length, 1);
});

test('after a sign-out the old token opens nothing', async () => {
  const { supabase } = await agency();
  const { access_token: token } = ok(await supabase.auth.getSession()).session;
  await supabase.auth.signOut();

  const late = client(token);

  const { data, error } = await late.from('clients').select('id');
  assert.ok(error !== null || data.length === 0);
});

test('an API key works for its agency until it is revoked', async () => {
  const { supabase, clients } = await agency();
  const key = ok(await supabase.rpc('create_api_key', { name: 'robot', role: 'account' }).single());
  const robot = client(key.key);

  const seen = ok(await robot.from('clients').select('id').eq('is_house', false));
  ok(await supabase.rpc('revoke_api_key', { id: key.id }));
  const after = await robot.from('clients').select('id');

  assert.equal(seen.length, clients.length);
  assert.ok(after.error !== null || after.data.length === 0);
});
