-- What nobody names is swept after its time, and nothing else; what is public is found.
select tests.files();
do $$
declare
  loose uuid := tests.blob(tests.id('a'), 'loose');
  fresh uuid := tests.blob(tests.id('a'), 'fresh');
begin
  if not atrium.serves_storage() then
    return;
  end if;
  update atrium.blobs set claimed_at = now() - interval '2 hours' where id <> fresh;
  assert (select array_agg(s.id) = array[loose] and bool_and(s.digest = sha256('loose'))
    from atrium.sweep_blobs('1 hour') s), 'swept too much or too little';
  assert not exists (select from atrium.sweep_blobs('1 hour')), 'swept twice';
  assert (select array_agg(k) = array[fresh] from atrium.known_blobs(array[fresh, loose]) k), 'not told apart';
  assert not exists (select from atrium.public_object('press', 'release.png')), 'a bucket is public unasked';
  update storage.buckets set public = true where agency_id = tests.id('a') and id = 'press';
  assert (select count(*) = 1 and bool_and(size_bytes = 11) from atrium.public_object('press', 'release.png')),
    'a public file is not found';
  assert tests.refused($x$update storage.buckets set public = true where agency_id = tests.id('b') and id = 'press'$x$,
    '23505'), 'one public address for two';
end $$;
