-- What must hold for communications.
select tests.two_agencies();
do $$
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.communications'::regclass),
    'not forced';
  assert not exists (select from pg_attribute where attrelid = 'public.communications'::regclass
    and attname = 'agency_id'),
    'it carries agency_id';
  assert not has_column_privilege('authenticated', 'public.communications', 'needs_reply', 'update'),
    'needs_reply is typed in';
  assert not has_column_privilege('authenticated', 'public.communications', 'client_id', 'update'), 'it can be moved';
  insert into public.communications (client_id, type, subject, external_id) values (tests.id('a1'), 'email', 'Test',
    'm-1');
  assert (select thread_key = id::text from public.communications where external_id = 'm-1'), 'no thread was started';
  update public.communications set subject = 'Updated' where external_id = 'm-1';
  assert (select updated_at > created_at from public.communications where external_id = 'm-1'),
    'updated_at stands still';
  assert tests.refused($x$insert into public.communications (client_id, type, external_id)
    values (tests.id('a1'), 'email', 'm-1')$x$, '23505'), 'the same message twice';
  assert tests.works($x$insert into public.communications (client_id, type, external_id)
    values (tests.id('a2'), 'email', 'm-1')$x$), 'identities are unique across clients';
  assert tests.refused($x$update public.communications set client_id = tests.id('a2') where external_id = 'm-1'$x$,
    'ATIMM'), 'a message moved to another client';
  assert tests.refused($x$insert into public.communications (client_id, type) values (tests.id('a1'), 'fax')$x$,
    '23514'),
    'any type is taken';
  assert tests.refused($x$insert into public.communications (client_id, type) values (null, 'email')$x$, '23502'),
    'a message without a client';
  assert tests.refused($x$update public.communications set replied_by = tests.id('stranger')$x$, 'ATVAL'),
    'answered by a person of another agency';
end $$;
