-- A key is neither owner nor customer, keeps its role and agency, and one secret makes one key.
do $$
declare
  agency uuid := tests.create_agency('Verify');
  key uuid;
begin
  insert into public.api_keys (agency_id, name, role, prefix) values (agency, 'Export', 'pm', '0123abcd')
  returning id into key;
  insert into atrium.api_key_secrets (api_key_id, key_hash) values (key, sha256('one'));
  assert tests.refused(format('update public.api_keys set role = ''admin'' where id = %L', key), 'ATIMM'), 'role moves';
  assert tests.refused(format('insert into public.api_keys (agency_id, name, role, prefix)'
    ' values (%L, ''x'', ''owner'', ''0123abcd'')', agency), '23514'), 'a key that owns';
  assert tests.refused(format('insert into atrium.api_key_secrets values (%L, sha256(''one''))', key), '23505'),
    'secret';
  delete from public.agencies where id = agency;
  assert not exists (select from atrium.api_key_secrets where api_key_id = key), 'a secret outlives its key';
end $$;
