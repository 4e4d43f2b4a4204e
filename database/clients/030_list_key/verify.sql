-- One number an agency, the one that enter puts into the settings, and the index it is for will serve.
select tests.two_agencies();
do $$
begin
  assert atrium.list_key(tests.id('a1')) = atrium.list_key(tests.id('a2')), 'two numbers for one agency';
  assert atrium.list_key(tests.id('a1')) <> atrium.list_key(tests.id('b1')), 'one number for two agencies';
  assert atrium.list_key(gen_random_uuid()) is null, 'an unknown client has a number';
  assert (select provolatile = 'i' from pg_proc where oid = 'atrium.list_key(uuid)'::regprocedure), 'not immutable';
  assert (select proleakproof from pg_proc where oid = 'atrium.list_key(uuid)'::regprocedure)
    or not (select rolsuper from pg_roles where rolname = session_user), 'not leakproof though it could be';
end $$;
