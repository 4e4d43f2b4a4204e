// Files through the storage client of supabase-js.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, client, freshEmail, ok, owner, password, withServer } from '../people.js';

withServer();

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const png = Uint8Array.from([...signature, ...Array(2_000).keys()].map((n) => n % 256));
const bytes = async (blob) => new Uint8Array(await blob.arrayBuffer());

let shared;

/** An agency with a client, whose person signs in as well; made once. */
function agency() {
  shared ??= make();
  return shared;
}

async function make() {
  const { supabase } = await owner('files');
  const { id: clientId } = ok(
    await supabase.from('clients').insert({ code: 'F1', name: 'Files' }).select('id').single(),
  );
  ok(await supabase.storage.createBucket('press', { public: false, fileSizeLimit: '1MB' }));
  const email = freshEmail('contact');
  const { token } = ok(await supabase.rpc('invite_member', { email, role: 'customer', client_id: clientId }).single());
  const contact = client();
  ok(await contact.auth.signUp({ email, password, options: { data: { invitation_token: token } } }));
  return { supabase, clientId, contact };
}

test('a bucket is made, listed, changed, emptied and deleted', async () => {
  const { supabase } = await agency();
  const { storage } = supabase;

  assert.deepEqual(ok(await storage.createBucket('moods', { public: false })), { name: 'moods' });
  ok(await storage.updateBucket('moods', { public: false, fileSizeLimit: 1000, allowedMimeTypes: ['image/*'] }));
  const bucket = ok(await storage.getBucket('moods'));
  const names = ok(await storage.listBuckets()).map(({ id }) => id);
  ok(await storage.from('moods').upload('a.png', png.slice(0, 100), { contentType: 'image/png' }));
  const full = await storage.deleteBucket('moods');
  ok(await storage.emptyBucket('moods'));
  ok(await storage.deleteBucket('moods'));

  assert.deepEqual([bucket.file_size_limit, bucket.allowed_mime_types, bucket.public], [1000, ['image/*'], false]);
  assert.deepEqual(names, ['artifacts', 'attachments', 'avatars', 'documents', 'moods', 'press']);
  assert.equal(full.error.statusCode, '409');
  assert.equal((await storage.getBucket('moods')).error.message, 'Bucket not found');
});

test('bytes, blobs, forms and streams are uploaded and come back', async () => {
  const files = (await agency()).supabase.storage.from('press');
  const form = new FormData();
  form.append('', new Blob([png], { type: 'image/png' }), 'x.png');

  const made = ok(await files.upload('up/bytes.png', png, { contentType: 'image/png', metadata: { mood: 'blue' } }));
  ok(await files.upload('up/blob.png', new Blob([png], { type: 'image/png' }), { cacheControl: '60' }));
  ok(await files.upload('up/form.png', form));
  ok(await files.upload('up/stream.png', new Blob([png]).stream(), { contentType: 'image/png' }));

  assert.deepEqual([made.path, made.fullPath], ['up/bytes.png', 'press/up/bytes.png']);
  for (const name of ['bytes', 'blob', 'form', 'stream']) {
    const back = ok(await files.download(`up/${name}.png`));
    assert.equal(back.type, 'image/png');
    assert.deepEqual(await bytes(back), png);
  }
  const info = ok(await files.info('up/bytes.png'));
  assert.deepEqual([info.size, info.contentType, info.metadata.mood], [png.length, 'image/png', 'blue']);
  assert.equal(ok(await files.exists('up/bytes.png')), true);
  assert.equal((await files.exists('up/none.png')).data, false);
});

test('a name is taken once; upsert and update replace', async () => {
  const files = (await agency()).supabase.storage.from('press');
  ok(await files.upload('once.txt', 'one'));

  const twice = await files.upload('once.txt', 'two');
  ok(await files.upload('once.txt', 'three', { upsert: true }));
  const third = await ok(await files.download('once.txt')).text();
  ok(await files.update('once.txt', 'four'));

  assert.deepEqual([twice.error.statusCode, twice.error.message], ['409', 'The resource already exists']);
  assert.equal(third, 'three');
  assert.equal(await ok(await files.download('once.txt')).text(), 'four');
});

test('files are listed, moved, copied and removed', async () => {
  const files = (await agency()).supabase.storage.from('press');
  for (const name of ['b.txt', 'a.txt', 'sub/c.txt']) ok(await files.upload(`ls/${name}`, name));

  const names = async (...options) => ok(await files.list(...options)).map(({ name, id }) => (id ? name : `${name}/`));
  assert.deepEqual(await names('ls'), ['sub/', 'a.txt', 'b.txt']);
  assert.deepEqual(await names('ls', { limit: 1, offset: 1 }), ['a.txt']);
  assert.deepEqual(await names('ls', { sortBy: { column: 'name', order: 'desc' } }), ['sub/', 'b.txt', 'a.txt']);
  assert.deepEqual(await names('ls', { search: 'b' }), ['b.txt']);

  ok(await files.move('ls/a.txt', 'ls/moved.txt'));
  assert.equal(ok(await files.copy('ls/moved.txt', 'ls/copied.txt')).path, 'press/ls/copied.txt');
  const gone = ok(await files.remove(['ls/b.txt', 'ls/moved.txt', 'ls/none.txt']));
  assert.deepEqual(gone.map(({ name }) => name).sort(), ['ls/b.txt', 'ls/moved.txt']);
  assert.deepEqual(await names('ls'), ['sub/', 'copied.txt']);
  assert.equal((await files.move('ls/none.txt', 'x')).error.message, 'Object not found');
});

test('a signed address opens one file, also for saving', async () => {
  const files = (await agency()).supabase.storage.from('press');
  ok(await files.upload('sign me/ä file.txt', 'signed'));

  const { signedUrl } = ok(await files.createSignedUrl('sign me/ä file.txt', 60, { download: 'saved.txt' }));
  const many = ok(await files.createSignedUrls(['sign me/ä file.txt', 'none.txt'], 60));
  const answer = await fetch(signedUrl);

  assert.equal(await answer.text(), 'signed');
  assert.match(answer.headers.get('content-disposition'), /^attachment; filename=saved\.txt/);
  assert.equal(await (await fetch(many[0].signedUrl)).text(), 'signed');
  assert.equal(many[1].signedUrl, null);
  assert.equal((await fetch(signedUrl.replace('token=', 'token=x'))).status, 400);
});

test('a signed address takes an upload', async () => {
  const files = (await agency()).supabase.storage.from('press');

  const { token, path } = ok(await files.createSignedUploadUrl('given.txt'));
  ok(await client().storage.from('press').uploadToSignedUrl(path, token, 'given'));

  assert.equal(await ok(await files.download('given.txt')).text(), 'given');
  assert.notEqual((await client().storage.from('press').uploadToSignedUrl('other.txt', token, 'x')).error, null);
});

test('a public bucket is read by its address', async () => {
  const { storage } = (await agency()).supabase;
  const name = `world-${process.pid}-${Date.now()}`;
  ok(await storage.createBucket(name, { public: true }));
  ok(await storage.from(name).upload('open.txt', 'open'));

  const { publicUrl } = storage.from(name).getPublicUrl('open.txt').data;

  assert.ok(publicUrl.startsWith(address()));
  assert.equal(await (await fetch(publicUrl)).text(), 'open');
  assert.equal((await fetch(publicUrl.replace('open.txt', 'none.txt'))).status, 400);
});

test('limits of a bucket hold', async () => {
  const files = (await agency()).supabase.storage.from('press');
  const avatars = (await agency()).supabase.storage.from('avatars');
  const { user } = ok(await (await agency()).supabase.auth.getUser());

  const large = await files.upload('large.bin', new Uint8Array(1_200_000));
  const page = await avatars.upload(`${user.id}/me.png`, '<html>', { contentType: 'image/png' });
  ok(await avatars.upload(`${user.id}/me.png`, png, { contentType: 'image/png' }));

  assert.equal(large.error.statusCode, '413');
  assert.equal(page.error.statusCode, '415');
});

test('a contact user fetches what a document for the client names, and attaches to no client', async () => {
  const { supabase, clientId, contact } = await agency();
  const staff = supabase.storage.from('documents');
  const theirs = contact.storage.from('documents');
  ok(await staff.upload(`${clientId}/plan.txt`, 'plan'));
  ok(await staff.upload(`${clientId}/note.txt`, 'note'));

  const before = await theirs.download(`${clientId}/plan.txt`);
  ok(await supabase.from('documents').insert({
    client_id: clientId, name: 'Plan', visibility: 'client', storage_path: `documents/${clientId}/plan.txt`,
  }));

  assert.notEqual(before.error, null);
  assert.equal(await ok(await theirs.download(`${clientId}/plan.txt`)).text(), 'plan');
  assert.notEqual((await theirs.download(`${clientId}/note.txt`)).error, null);
  assert.deepEqual(ok(await theirs.list(clientId)).map(({ name }) => name), ['plan.txt']);
  assert.notEqual((await theirs.upload(`${clientId}/mine.txt`, 'x')).error, null);
  assert.deepEqual(ok(await theirs.remove([`${clientId}/plan.txt`])), []);
});

test('another agency reaches nothing', async () => {
  const { supabase, clientId } = await agency();
  ok(await supabase.storage.from('documents').upload(`${clientId}/secret.txt`, 'secret'));
  const files = (await owner('thief')).supabase.storage.from('documents');
  const path = `${clientId}/secret.txt`;
  const none = path.replace('secret', 'nothing');
  const words = ({ error }) => [error.status, error.statusCode, error.message];

  assert.deepEqual(words(await files.info(path)), words(await files.info(none)));
  assert.deepEqual(words(await files.createSignedUrl(path, 60)), words(await files.createSignedUrl(none, 60)));
  assert.deepEqual(words(await files.move(path, none)), words(await files.move(none, path)));
  assert.deepEqual(ok(await files.list(clientId)), []);
  assert.deepEqual(ok(await files.remove([path])), []);
  assert.notEqual((await files.upload(`${clientId}/theirs.txt`, 'x')).error, null);
  assert.equal(await ok(await supabase.storage.from('documents').download(path)).text(), 'secret');
});

test('who is not signed in reaches nothing', async () => {
  const { clientId } = await agency();
  const files = client().storage.from('documents');

  assert.notEqual((await files.download(`${clientId}/plan.txt`)).error, null);
  assert.notEqual((await files.upload(`${clientId}/x.txt`, 'x')).error, null);
  assert.notEqual((await files.list(clientId)).error, null);
});
