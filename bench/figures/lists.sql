-- A page of every list that an index is made for, as the gateway asks for it: newest first within the agency, by the
-- agency's column or, where a table hangs on clients, by their list key; who sees few of its rows asks by their ids.
select 'lists', case when def.first = 'agency_id' then format('select * from public.%I order by %s desc limit 50',
    t.relname, def.second)
  else format('select * from public.%I where %s = (select atrium.current_list_key()) order by %s desc limit 50',
    t.relname, def.first, def.second) end
from pg_index i
  join pg_class t on t.oid = i.indrelid and t.relnamespace = 'public'::regnamespace and not t.relispartition,
  lateral (select pg_get_indexdef(i.indexrelid, 1, true) as first, pg_get_indexdef(i.indexrelid, 2, true) as second) def
where def.first in ('agency_id', 'atrium.list_key(client_id)') and i.indnkeyatts = 2 and i.indpred is null
  and i.indoption[1] & 1 = 1 and has_table_privilege('authenticated', t.oid, 'select')
order by t.relname, def.second;
