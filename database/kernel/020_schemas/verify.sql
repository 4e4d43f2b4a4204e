do $$
begin
  assert (select count(*) = 5 from pg_extension e join pg_namespace n on n.oid = e.extnamespace
      where n.nspname = 'extensions' and e.extname in ('pgcrypto', 'citext', 'btree_gist', 'pg_trgm', 'vector')),
    'an extension is missing from schema extensions';
  assert (select split_part(extversion, '.', 1)::int > 0 or split_part(extversion, '.', 2)::int >= 8
      from pg_extension where extname = 'vector'), 'pgvector is older than 0.8';
  assert pg_get_userbyid((select nspowner from pg_namespace where nspname = 'atrium')) = 'atrium_owner',
    'schema atrium has another owner';
  assert not exists (
      select from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway', 'atrium_auth']) as r,
        unnest(array['public', 'atrium', 'auth', 'extensions']) as s
      where has_schema_privilege(r, s, 'create') and not (s = 'auth' and r = 'service_role')),
    'a caller may create objects';
  assert not has_database_privilege('authenticated', current_database(), 'create'), 'a caller may create schemas';
end $$;
