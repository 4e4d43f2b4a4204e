-- Each query of stdin, as the owner and as a creative of the large agency, every row read: the median in milliseconds
-- of seven times after a first that isn't counted.
\pset footer off
create function pg_temp.measure(list boolean, query text, person text, turns int) returns numeric
language plpgsql as $$
declare
  asked timestamptz;
  times numeric[] := '{}';
begin
  for turn in 0 .. turns loop
    set local role none;
    perform set_config('enable_sort', 'on', true);
    perform atrium.enter(jsonb_build_object('sub', md5(person)::uuid, 'agency_id', md5('agency0')::uuid,
      'role', 'authenticated'));
    set local role authenticated;
    asked := clock_timestamp();
    if list then
      call atrium.read_newest(substring(query from 'from public\.(\w+)'));
      if atrium.few_ids() is not null then
        query := replace(query, 'atrium.list_key(client_id) = (select atrium.current_list_key())',
          'id in (select unnest(atrium.few_ids()))');
      end if;
    end if;
    execute 'select count(*), max(length(v::text)) from (' || query || ') v';
    if turn > 0 then
      times := times || extract(epoch from clock_timestamp() - asked) * 1000;
    end if;
  end loop;
  set local role none;
  return round((select percentile_cont(0.5) within group (order by s) from unnest(times) s)::numeric, 1);
end $$;
create temporary table asked (place serial, part text, query text);
\copy asked (part, query) from pstdin
select q.query, pg_temp.measure(q.query like '%list_key%', q.query, 'person0-1', 7) as owner_ms,
  pg_temp.measure(q.query like '%list_key%', q.query, 'person0-50', 7) as creative_ms
from asked q order by q.place;
