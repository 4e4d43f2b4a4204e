-- Another agency's keys are out of sight; nobody makes a key by insert, and nobody reads secrets.
do $$
declare
  agency uuid := tests.create_agency('Prove');
  other uuid := tests.create_agency('Other');
begin
  insert into public.api_keys (agency_id, name, role, prefix)
  values (agency, 'Ours', 'pm', '0123abcd'), (other, 'Theirs', 'pm', '0123abcd');
  perform tests.become_nobody();
  assert tests.sees('select 1 from public.api_keys', 0), 'nobody sees keys';
  perform set_config('atrium.agency_id', agency::text, true);
  assert tests.sees('select 1 from public.api_keys', 0), 'a member without the right sees keys';
  perform set_config('atrium.rights', ' api_keys:select api_keys:update ', true);
  assert tests.sees('select 1 from public.api_keys', 1), 'the right shows the own agency''s keys';
  assert tests.refused(format('update public.api_keys set name = ''x'' where agency_id = %L', other)), 'foreign key';
  assert tests.refused('update public.api_keys set revoked_at = null', '42501'), 'a key is brought back';
  assert tests.refused(format('insert into public.api_keys (agency_id, name, role, prefix)'
    ' values (%L, ''x'', ''admin'', ''0123abcd'')', agency), '42501'), 'a key by insert';
  assert tests.refused('select 1 from atrium.api_key_secrets', '42501'), 'secrets are read';
  perform tests.become_anon();
  assert tests.refused('select 1 from public.api_keys', '42501'), 'anon reads keys';
  perform tests.reset();
end $$;
