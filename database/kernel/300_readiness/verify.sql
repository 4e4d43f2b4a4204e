-- The role that the server asks as gets the names.
do $$
declare
  names text[];
begin
  set local role atrium_auth;
  select array_agg(n) into names from atrium.deployed_changes() n;
  reset role;
  assert 'kernel/010_roles' = any (names), 'the names of deployed changes are not to be had';
end $$;
