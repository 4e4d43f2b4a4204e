-- The roles have what they need and nothing that would let them around row security.
do $$
declare
  offender text;
begin
  select string_agg(rolname, ', ') into offender
  from pg_roles
  where rolname in ('atrium_owner', 'atrium_gateway', 'atrium_auth', 'anon', 'authenticated')
    and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication);
  assert offender is null, format('these roles may do too much: %s', offender);

  assert not (select rolcanlogin from pg_roles where rolname = 'atrium_owner'), 'atrium_owner can sign in';
  assert (select rolcanlogin and not rolinherit from pg_roles where rolname = 'atrium_gateway'),
    'atrium_gateway must sign in and inherit nothing';
  assert (select rolbypassrls and not rolcanlogin from pg_roles where rolname = 'atrium_definer'),
    'atrium_definer can''t own the helpers';
  assert (select bool_and(pg_has_role('atrium_gateway', r, 'member'))
      from unnest(array['anon', 'authenticated', 'service_role', 'atrium_auth']) as r),
    'atrium_gateway cannot become a caller';
  assert not pg_has_role('atrium_gateway', 'atrium_owner', 'member'), 'atrium_gateway can become the owner';
end $$;
