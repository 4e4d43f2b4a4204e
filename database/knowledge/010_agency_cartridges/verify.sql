-- One default a type, switched as a whole.
select tests.two_agencies();
do $$
declare
  first uuid;
  second uuid;
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.agency_cartridges'::regclass),
    'not forced';
  assert not has_column_privilege('authenticated', 'public.agency_cartridges', 'is_default', 'update'),
    'set without the function';
  insert into public.agency_cartridges (agency_id, type, name, is_default) values (tests.id('a'), 'style', 'One', true)
  returning id into first;
  assert tests.refused($x$insert into public.agency_cartridges (agency_id, type, name, is_default)
    values (tests.id('a'), 'style', 'Two', true)$x$, '23505'), 'a second default of a type';
  assert tests.works($x$insert into public.agency_cartridges (agency_id, type, name, is_default)
    values (tests.id('a'), 'brand', 'Brand', true), (tests.id('b'), 'style', 'Theirs', true)$x$),
      'defaults of others collide';
  insert into public.agency_cartridges (agency_id, type, name) values (tests.id('a'), 'style', 'Two')
    returning id into second;
  perform tests.act('leadership');
  assert (public.set_default_cartridge(second)).is_default, 'not the default';
  assert (select array_agg(id) = array[second] from public.agency_cartridges where type = 'style' and is_default),
    'not one default';
  assert (public.set_default_cartridge(second)).is_default and (public.set_default_cartridge(first)).is_default,
    'not again';
  assert tests.refused($x$select public.set_default_cartridge(gen_random_uuid())$x$, 'ATNOF');
  perform tests.reset();
  assert tests.refused($x$update public.agency_cartridges set type = 'brand'$x$, 'ATIMM'),
    'a cartridge changed its type';
  assert tests.refused($x$update public.agency_cartridges set agency_id = tests.id('b')$x$, 'ATIMM'),
    'a cartridge moved';
  assert tests.refused($x$update public.agency_cartridges set data = '[1]'$x$, '23514'), 'data is no object';
  assert (select count(*) = 1 from public.agency_cartridges where agency_id = tests.id('b') and is_default),
    'theirs was cleared';
end $$;
