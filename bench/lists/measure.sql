-- Each query as a member, the first time not counted: the median in milliseconds, planning included. "request" is what
-- a caller waits for in the database: enter, change of role, the hint where there is one, and the query.
\pset footer off
create function pg_temp.measure(hint text, query text, person text, turns int,
  out query_ms numeric, out request_ms numeric)
language plpgsql as $$
declare
  began timestamptz;
  asked timestamptz;
  queries numeric[] := '{}';
  requests numeric[] := '{}';
begin
  for turn in 0 .. turns loop
    set local role none;
    perform set_config('enable_sort', 'on', true);
    began := clock_timestamp();
    perform atrium.enter(jsonb_build_object('sub', md5(person)::uuid, 'agency_id', md5('agency0')::uuid,
      'role', 'authenticated'));
    set local role authenticated;
    execute hint;
    asked := clock_timestamp();
    execute query;
    if turn > 0 then
      queries := queries || extract(epoch from clock_timestamp() - asked) * 1000;
      requests := requests || extract(epoch from clock_timestamp() - began) * 1000;
    end if;
  end loop;
  set local role none;
  perform set_config('enable_sort', 'on', true);
  query_ms := round((select percentile_cont(0.5) within group (order by s) from unnest(queries) s)::numeric, 2);
  request_ms := round((select percentile_cont(0.5) within group (order by s) from unnest(requests) s)::numeric, 2);
end $$;
create temporary table forms (place int, what text, turns int, hint text, query text);
insert into forms (place, what, turns, hint, query) values
  (1, 'agency column and index', 60, 'set local role authenticated', $q$select id, client_id, type, direction, subject,
      body, "timestamp" from public.with_agency order by "timestamp" desc limit 50$q$),
  (2, 'what the gateway sends: hint, policy, list key', 60, 'call atrium.read_newest()', $q$select id, client_id, type,
      direction, subject, body, "timestamp" from public.communications
    where atrium.list_key(client_id) = (select atrium.current_list_key()) order by "timestamp" desc limit 50$q$),
  (3, 'policy and list key, no hint', 5, 'set local role authenticated', $q$select id, client_id, type, direction,
      subject, body, "timestamp" from public.communications
    where atrium.list_key(client_id) = (select atrium.current_list_key()) order by "timestamp" desc limit 50$q$),
  (4, 'policy alone (array)', 5, 'set local role authenticated', $q$select id, client_id, type, direction, subject,
      body, "timestamp" from public.communications order by "timestamp" desc limit 50$q$),
  (5, 'lateral top 50 of each client', 5, 'set local role authenticated', $q$select m.id, m.client_id, m.type,
      m.direction, m.subject, m.body, m."timestamp"
    from public.clients c cross join lateral (select * from public.communications x where x.client_id = c.id
      order by x."timestamp" desc limit 50) m order by m."timestamp" desc limit 50$q$);
create temporary table measured as
select f.place, f.what, m.*
from forms f, lateral pg_temp.measure(f.hint, f.query, 'member', f.turns) m order by f.place;
\echo
\echo Newest 50 of an agency with 1,000 clients, inside the database, as a member who sees all of them:
select m.what, m.query_ms, m.request_ms, round(m.query_ms / b.query_ms, 1) as query_ratio,
  round(m.request_ms / b.request_ms, 1) as request_ratio
from measured m, measured b where b.place = 1 order by m.place;
\echo The same as a member who sees three of them:
select f.what, m.*
from forms f, lateral pg_temp.measure(f.hint, f.query, 'some', f.turns) m where f.place > 1 order by f.place;
select count(*) as rows_in_all, count(*) filter (where w.agency_id = md5('agency0')::uuid) as rows_of_the_agency,
  count(distinct w.client_id) filter (where w.agency_id = md5('agency0')::uuid) as clients_of_the_agency
from public.with_agency w;
