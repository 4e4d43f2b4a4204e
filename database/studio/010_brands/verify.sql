-- What must hold for brands: codes and names per agency, fixed client, times and log.
select tests.studio();
do $$
declare
  moved timestamptz;
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.brands'::regclass),
    'not forced';
  assert (select brand_code = 'ACME-COLA' from public.brands where id = tests.id('brand1')), 'no code made of the name';
  insert into public.brands (agency_id, client_id, brand_name) values (tests.id('a'), tests.id('a2'), 'Acme Cola');
  assert (select count(distinct lower(brand_code)) = 3 from public.brands where agency_id = tests.id('a')),
    'a second brand of one name finds no code';
  assert tests.refused($x$insert into public.brands (agency_id, client_id, brand_code, brand_name)
    values (tests.id('a'), tests.id('a1'), 'acme-cola', 'x')$x$, '23505'), 'one code twice';
  assert tests.works($x$insert into public.brands (agency_id, client_id, brand_code, brand_name)
    values (tests.id('b'), tests.id('b1'), 'ACME-COLA', 'x')$x$), 'a code of another agency is taken';
  assert tests.refused($x$insert into public.brands (agency_id, client_id, brand_name)
    values (tests.id('a'), tests.id('b1'), 'x')$x$, '23503'), 'a brand of another agency''s client';
  assert tests.refused($x$update public.brands set client_id = tests.id('a2') where id = tests.id('brand1')$x$,
    'ATIMM'),
    'a brand went to another client';
  assert tests.refused($x$update public.brands set launch_date = '2026-02-01', sunset_date = '2026-01-01'$x$, '23514'),
    'gone before it came';
  assert tests.refused($x$update public.brands set logo_url = 'javascript:alert(1)'$x$, '23514'), 'a script as a logo';
  assert tests.refused($x$update public.brands set status = 'new'$x$, '23514'), 'any status is taken';
  assert tests.refused($x$update public.brands set status = null$x$, '23502'), 'no status';
  select updated_at into moved from public.brands where id = tests.id('brand1');
  update public.brands set tagline = 'Cold.' where id = tests.id('brand1');
  assert (select updated_at > moved from public.brands where id = tests.id('brand1')), 'updated_at stands still';
  assert (select changed_columns = array['tagline'] and agency_id = tests.id('a') and client_id = tests.id('a1')
    from public.audit_logs where table_name = 'brands' and action = 'update' order by created_at desc limit 1),
    'the change is not in the log';
  delete from public.clients where id = tests.id('a2');
  assert (select count(*) = 1 from public.brands where agency_id = tests.id('a')), 'a brand outlives its client';
end $$;
