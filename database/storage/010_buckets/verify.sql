-- What must hold for buckets.
select tests.two_agencies();
do $$ begin
  if not atrium.serves_storage() then
    return;
  end if;
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'storage.buckets'::regclass),
    'not forced';
  assert (select array_agg(id order by id) = '{artifacts,attachments,avatars,documents}' and bool_and(not public)
    from storage.buckets where agency_id = tests.id('a')), 'not the four buckets';
  assert tests.refused($x$delete from storage.buckets where agency_id = tests.id('a') and id = 'avatars'$x$, 'ATSTA'),
    'one of the four can be deleted';
  assert tests.refused($x$update storage.buckets set id = 'x' where id = 'avatars'$x$, 'ATIMM'), 'renamed';
  assert tests.refused($x$insert into storage.buckets (agency_id, id) values (tests.id('a'), 'sign')$x$, '23514'),
    'a bucket has the name of a path';
  assert tests.refused($x$update storage.buckets set public = true where id = 'documents'$x$, '23514'),
    'what belongs to a client can be made public';
  delete from public.agencies where id = tests.id('b');
  assert not exists (select from storage.buckets where agency_id = tests.id('b')), 'buckets of nobody';
end $$;
