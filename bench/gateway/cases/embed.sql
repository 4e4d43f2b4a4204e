select coalesce(json_agg(r), '[]')::text from (
  select m.id, m.subject, row_to_json(c) as client from public.communications m
  left join lateral (
    select c.name, row_to_json(o) as owner from public.clients c
    left join lateral (
      select o.role, row_to_json(u) as "user" from public.memberships o
      left join lateral (select u.full_name from public.users u where u.id = o.user_id) as u on true
      where o.id = c.owner_id
    ) as o on true
    where c.id = m.client_id
  ) as c on true
  where m.client_id = md5('client1-7')::uuid order by m."timestamp" desc limit 25
) as r;
