-- What must hold for clients and access to them.
select tests.two_agencies();
do $$
declare
  moved timestamptz;
begin
  assert (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class
    where oid in ('public.clients'::regclass, 'public.client_access'::regclass)), 'row security is not forced';
  assert not exists (select from unnest(array['agency_id', 'stage_id', 'stage_entered_at', 'status', 'churn_date',
    'health_status', 'health_is_manual', 'is_house', 'created_by', 'created_at']) c
    where has_column_privilege('authenticated', 'public.clients', c, 'update')), 'a kept column can be updated';
  assert not has_column_privilege('authenticated', 'public.clients', 'agency_id', 'insert'), 'the agency is forgeable';
  assert (select code = 'ACME' and s.name = 'Lead' from public.clients c join public.client_stages s
    on s.id = c.stage_id
    where c.id = tests.id('a1')), 'code or stage is not filled in';
  assert tests.refused($x$insert into public.clients (agency_id, code, name) values (tests.id('a'), 'acme', 'Other')$x$,
    '23505'), 'one code twice';
  assert tests.works($x$insert into public.clients (agency_id, code, name) values (tests.id('b'), 'ACME', 'Other')$x$),
    'codes are unique across agencies';
  assert tests.works($x$insert into public.clients (agency_id, name) values (tests.id('a'), 'Acme')$x$),
    'a second client of one name finds no code';
  assert tests.refused($x$update public.clients set agency_id = tests.id('b') where id = tests.id('a1')$x$, 'ATIMM'),
    'a client changed its agency';
  assert tests.refused($x$update public.clients set stage_id = (select s.id from public.client_stages s
    where s.agency_id = tests.id('b') limit 1) where id = tests.id('a1')$x$, '23503'), 'a stage of another agency';
  assert tests.refused($x$update public.clients set owner_id = tests.id('stranger') where id = tests.id('a1')$x$,
    '23503'),
    'an owner of another agency';
  assert tests.refused($x$update public.clients set status = 'churned' where id = tests.id('a1')$x$, '23514'),
    'churned without a date';
  assert tests.refused($x$update public.clients set status = 'banana'$x$, '23514'), 'any status is taken';
  assert tests.refused($x$insert into public.client_access (agency_id, user_id, client_id)
    values (tests.id('a'), tests.id('pm'), tests.id('b1'))$x$, '23503'), 'access to a client of another agency';
  assert tests.refused($x$insert into public.client_access (agency_id, user_id, client_id)
    values (tests.id('b'), tests.id('pm'), tests.id('b1'))$x$, '23503'), 'access for a person of another agency';
  assert tests.refused($x$insert into public.memberships (agency_id, user_id, role, client_id)
    values (tests.id('b'), tests.id('pm'), 'customer', tests.id('a1'))$x$, '23503'), 'a home in another agency';
  select updated_at into moved from public.clients where id = tests.id('a1');
  update public.clients set notes = 'called' where id = tests.id('a1');
  assert (select updated_at > moved from public.clients where id = tests.id('a1')), 'updated_at stands still';
  assert (select changed_columns = array['notes'] and agency_id = tests.id('a') and client_id = tests.id('a1')
    from public.audit_logs where table_name = 'clients' and action = 'update' order by created_at desc limit 1),
    'the change is not in the log';
  delete from public.memberships where user_id = tests.id('member');
  assert not exists (select from public.client_access where user_id = tests.id('member')), 'access outlives membership';
end $$;
