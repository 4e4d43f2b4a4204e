-- A dry run changes nothing and says what will happen; the run does it; running it again changes nothing.
select tests.two_agencies();
create function pg_temp.sheet() returns jsonb language sql as $$
  select '[{"code": "NEW-1", "name": "New One", "sector": "Retail", "contract_start_date": "2026-01-01",
      "tags": "vip; eu"},
    {"name": "Acme", "sector": "Tech"}, {"name": "", "code": "X"},
    {"code": "BAD", "name": "Bad", "contract_start_date": "2026-02-31", "status": "gone", "owner_email": "who@x.test"},
    {"code": "new-1", "name": "Twice"}, {"code": "OFF", "name": "Off", "stage": "live", "status": "On hold",
     "owner_email": "PM@alpha.test"}]'::jsonb
$$;
do $$
declare
  dry text[];
  before bigint;
begin
  perform tests.act('account');
  select count(*) into before from public.clients;
  dry := array(select outcome from public.import_clients(pg_temp.sheet()));
  assert dry = array['created', 'updated', 'error', 'error', 'error', 'created'], 'a dry run says ' || dry::text;
  assert (select count(*) = before from public.clients), 'a dry run left clients';
  assert (select cardinality(messages) = 3 from public.import_clients(pg_temp.sheet()) where row_number = 4),
    'not all errors';
  assert dry = array(select outcome from public.import_clients(pg_temp.sheet(), false)), 'a run does another thing';
  assert (select (c.sector, c.tags, c.contract_start_date) = ('Retail', array['vip', 'eu'], date '2026-01-01')
    from public.clients c where c.code = 'NEW-1'), 'values are lost';
  assert (select c.sector = 'Tech' from public.clients c where c.id = tests.id('a1')), 'not known again by its code';
  assert (select (c.status, s.name, c.owner_id) = ('on_hold', 'Live', tests.id('pm')) from public.clients c
    join public.client_stages s on s.id = c.stage_id where c.code = 'OFF'), 'status, stage or owner is lost';
  assert array(select outcome from public.import_clients(pg_temp.sheet(), false))
    = array['unchanged', 'unchanged', 'error', 'error', 'error', 'unchanged'], 'twice is not once';
  assert array(select outcome from public.import_clients('[{"code": "OFF", "name": "Off", "stage": "Audit",
    "status": "active"}]', false)) = array['updated'], 'a state is not changed';
  assert (select (c.status, s.name) = ('active', 'Audit') from public.clients c
    join public.client_stages s on s.id = c.stage_id where c.code = 'OFF'), 'a state is not changed';
  assert tests.refused($x$select public.import_clients('[{"colour": "red"}]')$x$, 'ATVAL');
  assert tests.refused($x$select public.import_clients('{"name": "x"}')$x$, 'ATVAL');
  assert tests.refused($x$select public.import_clients('["x"]')$x$, 'ATVAL');
end $$;
