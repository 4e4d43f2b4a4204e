-- One search over everything of the clients module. Text operators are not leakproof, so under row security no index
-- would serve them: this runs past the policies and applies the caller's scope and rights itself, table by table.
create function public.search_everything(query text, max_rows integer default 20)
returns table (kind text, id uuid, title text, subtitle text, client_id uuid, rank real)
language plpgsql stable as $$
#variable_conflict use_column
declare
  wanted text := left(btrim(query), 200);
  pattern text := '%' || replace(replace(replace(wanted, '\', '\\'), '%', '\%'), '_', '\_') || '%';
  words text[] := array(select w from regexp_split_to_table(lower(wanted), '[^[:alnum:]]+') w where w <> '');
  seen uuid[];
  most integer := least(greatest(max_rows, 1), 100);
begin
  if coalesce(length(wanted), 0) < 2 or cardinality(words) = 0 or atrium.current_agency_id() is null then
    return;
  end if;
  seen := array(select c.id from public.clients c
    where c.agency_id = atrium.current_agency_id() and atrium.may('clients:select') and (atrium.sees_all_clients()
      or c.id = atrium.home_client_id() or c.id in (select a.client_id from public.client_access a
        where a.user_id = atrium.current_user_id() and a.agency_id = c.agency_id)));
  return query
  select f.* from (
    (select 'client', c.id, c.name, concat_ws(' · ', c.code, c.sector, c.status), c.id,
      (case when lower(c.code) = lower(wanted) then 1.0 when c.name ilike substr(pattern, 2) then 0.95
        else 0.85 end)::real
     from public.clients c
     where c.id = any (seen) and (c.name ilike pattern or c.code ilike pattern or c.name_short ilike pattern
       or lower(wanted) = any (c.tags))
     order by 6 desc, c.name limit most)
    union all
    (select 'contact', p.id, p.name, concat_ws(' · ', p.title, p.email::text), p.client_id,
      (case when p.name ilike substr(pattern, 2) then 0.8 else 0.7 end)::real
     from public.client_contacts p
     where p.client_id = any (seen) and atrium.may('client_contacts:select')
       and (p.name ilike pattern or p.email::text ilike pattern)
     order by 6 desc, p.name limit most)
    union all
    (select 'person', u.id, coalesce(u.full_name, u.email::text), concat_ws(' · ', m.job_title, u.email::text),
      null::uuid,      0.75::real
     from public.memberships m join public.users u on u.id = m.user_id
     where m.agency_id = atrium.current_agency_id() and atrium.may('users:select') and not atrium.is_contact()
       and (u.full_name ilike pattern or u.email::text ilike pattern)
     order by u.full_name limit most)
    union all
    (select 'alert', a.id, a.title, concat_ws(' · ', a.severity, a.status), a.client_id,
      (case a.status when 'resolved' then 0.4 else 0.65 end)::real
     from public.alerts a
     where a.client_id = any (seen) and atrium.may('alerts:select')
       and (a.title ilike pattern or a.description ilike pattern)
     order by 6 desc, a.created_at desc limit most)
    union all
    (select 'document', d.id, d.name, concat_ws(' · ', d.type, d.visibility), d.client_id,
      (case when d.name ilike substr(pattern, 2) then 0.7 else 0.6 end)::real
     from public.documents d
     where d.client_id = any (seen) and atrium.may('documents:select')
       and (d.visibility = 'client' or not atrium.is_contact())
       and (d.name ilike pattern or lower(wanted) = any (d.tags))
     order by 6 desc, d.created_at desc limit most)
    union all
    (select 'communication', x.id, coalesce(x.subject, left(x.body, 80)),
      concat_ws(' · ', x.type, x.sender_name, to_char(x."timestamp", 'YYYY-MM-DD')), x.client_id,
      (0.2 + least(x.weight, 0.3))::real
     from (select m.*,
         ts_rank(to_tsvector('simple', coalesce(m.subject, '') || ' ' || coalesce(m.body, '')), q) as weight
       from public.communications m, to_tsquery('simple', array_to_string(words, ':* & ') || ':*') q
       where to_tsvector('simple', coalesce(m.subject, '') || ' ' || coalesce(m.body, '')) @@ q
         and m.client_id = any (seen) and atrium.may('communications:select')
         and (m.type <> 'note' or not atrium.is_contact())
       order by m."timestamp" desc limit most) x)
  ) f (kind, id, title, subtitle, client_id, rank)
  order by f.rank desc, f.title limit most;
end $$;
comment on function public.search_everything(text, integer) is
  'Finds clients, contacts, people, alerts, documents and communications by a text of two characters or more, best'
  ' first, at most 100; only what the caller may see.';
call atrium.own_as_definer('public.search_everything(text, integer)'::regprocedure);
grant execute on function public.search_everything(text, integer) to authenticated;
