-- A server is ready when the database holds the changes it was built with. The ledger itself stays closed.
create function atrium.deployed_changes() returns setof text
language sql stable
as $$ select c.name::text from atrium.changes c $$;
comment on function atrium.deployed_changes() is
  'Names of the changes deployed, as in the plan. For the server''s readiness.';
call atrium.own_as_definer('atrium.deployed_changes()'::regprocedure);
grant execute on function atrium.deployed_changes() to atrium_auth;
grant select on atrium.changes to atrium_definer;
