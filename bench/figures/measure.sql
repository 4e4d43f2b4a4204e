-- Each view as the owner and as a creative of the large agency, the first time not counted: the median in milliseconds,
-- every row read.
\pset footer off
create function pg_temp.measure(query text, person text, turns int) returns numeric
language plpgsql as $$
declare
  asked timestamptz;
  times numeric[] := '{}';
begin
  for turn in 0 .. turns loop
    set local role none;
    perform atrium.enter(jsonb_build_object('sub', md5(person)::uuid, 'agency_id', md5('agency0')::uuid,
      'role', 'authenticated'));
    set local role authenticated;
    asked := clock_timestamp();
    execute 'select count(*), max(length(v::text)) from (' || query || ') v';
    if turn > 0 then
      times := times || extract(epoch from clock_timestamp() - asked) * 1000;
    end if;
  end loop;
  set local role none;
  return round((select percentile_cont(0.5) within group (order by s) from unnest(times) s)::numeric, 1);
end $$;
create temporary table asked (place int, query text);
\copy asked from pstdin
select q.query, pg_temp.measure(q.query, 'person0-1', 7) as owner_ms,
  pg_temp.measure(q.query, 'person0-50', 7) as creative_ms
from asked q order by q.place;
select (select count(*) from public.campaigns where agency_id = md5('agency0')::uuid) as campaigns,
  (select count(*) from public.timesheet_entries where agency_id = md5('agency0')::uuid) as entries,
  (select count(*) from atrium.hour_totals where agency_id = md5('agency0')::uuid) as hour_totals,
  (select sum(total_tickets) from atrium.ticket_days where agency_id = md5('agency0')::uuid) as tickets;
