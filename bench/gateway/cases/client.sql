select coalesce(json_agg(r), '[]')::text from (
  select id, type, direction, subject, "timestamp" from public.communications
  where client_id = md5('client1-7')::uuid order by "timestamp" desc limit 25
) as r;
