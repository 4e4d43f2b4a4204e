call atrium.read_newest();
select coalesce(json_agg(r), '[]')::text from (
  select id, type, direction, subject, "timestamp" from public.communications
  where atrium.list_key(client_id) = (select atrium.current_list_key()) order by "timestamp" desc limit 25
) as r;
