-- A change moves updated_at even in the transaction of the insert; the identifier stays; nonsense is refused.
do $$
declare
  agency uuid;
begin
  insert into public.agencies (name, slug) values ('Verify', 'verify-agency') returning id into agency;
  update public.agencies set name = 'Verified' where id = agency;
  assert (select updated_at > created_at from public.agencies where id = agency), 'updated_at does not move';
  assert tests.refused('update public.agencies set id = gen_random_uuid()', 'ATIMM'), 'an agency changes its identity';
  assert tests.refused('update public.agencies set timezone = ''Mars/Olympus''', 'ATVAL'), 'an unknown time zone';
  assert tests.refused('update public.agencies set currency = ''eur''', '23514'), 'a currency in lower case';
  assert tests.refused('insert into public.agencies (name, slug) values (''x'', ''verify-agency'')', '23505'), 'slug';
  assert atrium.free_slug('Verify  Agency!') like 'verify-agency-%', 'a taken slug is given again';
  assert atrium.free_slug('***') = 'agency', 'a name without letters gives no slug';
end $$;
