-- Everybody fetches what is public, without signing in, and nothing else; only the server sweeps.
select tests.files();
do $$ begin
  if not atrium.serves_storage() then
    return;
  end if;
  update storage.buckets set public = true where agency_id = tests.id('a') and id = 'press';
  perform tests.become_anon();
  assert exists (select from atrium.public_object('press', 'release.png')), 'not open to everybody';
  assert not exists (select from atrium.public_object('documents', tests.id('a1') || '/plan.png')),
    'a document is open';
  assert tests.refused('select atrium.sweep_blobs()', '42501'), 'anon sweeps';
  assert tests.refused('select atrium.known_blobs(''{}'')', '42501'), 'anon asks';
  perform tests.act('owner');
  assert tests.refused('select atrium.sweep_blobs()', '42501'), 'an owner sweeps';
end $$;
