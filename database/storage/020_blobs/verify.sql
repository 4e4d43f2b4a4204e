-- Equal bytes are written down once, and each sending of them puts off their being swept.
select tests.two_agencies();
do $$
declare
  first uuid := gen_random_uuid();
begin
  assert (select count(*) = 2 and bool_and(digest = sha256('')) from atrium.blobs where size_bytes = 0
    and agency_id in (tests.id('a'), tests.id('b'))), 'an agency has no empty file';
  assert atrium.keep_blob(tests.id('a'), first, sha256('one'), 3) = first, 'new bytes under another id';
  update atrium.blobs set claimed_at = now() - interval '1 day' where id = first;
  assert atrium.keep_blob(tests.id('a'), gen_random_uuid(), sha256('one'), 3) = first, 'equal bytes kept twice';
  assert (select claimed_at > now() - interval '1 minute' from atrium.blobs where id = first), 'not put off';
  assert atrium.keep_blob(tests.id('b'), gen_random_uuid(), sha256('one'), 3) <> first, 'two agencies share bytes';
  assert tests.refused($x$select atrium.keep_blob(tests.id('a'), gen_random_uuid(), 'x', 1)$x$,
    '23514'), 'a digest of another kind';
end $$;
