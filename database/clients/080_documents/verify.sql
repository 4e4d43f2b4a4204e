-- What must hold for documents.
select tests.two_agencies();
do $$
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.documents'::regclass),
    'not forced';
  assert not has_column_privilege('authenticated', 'public.documents', 'storage_path', 'update'),
    'a file can be redirected';
  insert into public.documents (client_id, name, url) values (tests.id('a1'), 'Brief', 'https://files.test/brief');
  assert (select visibility = 'internal' from public.documents where name = 'Brief'), 'open to the client unasked';
  update public.documents set name = 'Brief 2' where name = 'Brief';
  assert (select updated_at > created_at from public.documents where name = 'Brief 2'), 'a renaming leaves no trace';
  assert tests.refused($x$update public.documents set url = 'javascript:alert(1)'$x$, '23514'), 'a script as a link';
  assert tests.refused($x$update public.documents set client_id = tests.id('a2')$x$, 'ATIMM'), 'a document moved';
  assert tests.refused($x$insert into public.documents (client_id, name, size_bytes)
    values (tests.id('a1'), 'x', -1)$x$, '23514'), 'a negative size';
end $$;
