-- What must hold for the stages of the pipeline.
select tests.two_agencies();
do $$
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.client_stages'::regclass),
    'row security is not forced';
  assert not has_column_privilege('authenticated', 'public.client_stages', 'agency_id', 'update'),
    'a stage can move away';
  assert not has_column_privilege('authenticated', 'public.client_stages', 'agency_id', 'insert'),
    'the agency is forgeable';
  assert (select array_agg(name order by position) from public.client_stages where agency_id = tests.id('a'))
    = array['Lead', 'Onboarding', 'Installation', 'Audit', 'Live', 'Needs support', 'Off-boarding'],
    'a new agency lacks its stages';
  assert not exists (select from public.agencies a where not exists (
    select from public.client_stages s where s.agency_id = a.id)), 'an agency has no stages';
  assert tests.refused($x$insert into public.client_stages (agency_id, name, position) values (tests.id('a'), 'LEAD',
    9)$x$,
    '23505'), 'two stages of one name';
  assert tests.works($x$insert into public.client_stages (agency_id, name, position)
    values (tests.id('a'), 'Paused', 9)$x$), 'a stage of one''s own is refused';
  assert tests.refused($x$update public.client_stages set agency_id = tests.id('b') where agency_id = tests.id('a')$x$,
    'ATIMM'), 'a stage changed its agency';
  assert tests.refused($x$update public.client_stages set purpose = 'banana'$x$, '23514'), 'any purpose is taken';
end $$;
