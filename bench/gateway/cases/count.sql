call atrium.read_newest();
select json_build_object('total', (select count(*) from public.communications),
  'rows', coalesce(json_agg(r), '[]'))::text
from (
  select id from public.communications
  where atrium.list_key(client_id) = (select atrium.current_list_key()) order by "timestamp" desc limit 25
) as r;
