-- What has happened and what is due, as the caller may see it: every branch reads a table under its own policies, so
-- nothing is told of a piece that can't be opened.
-- the last few of a large agency come from the end of an index, each
create index campaigns_made on public.campaigns (agency_id, created_at desc);
create index artifacts_made on public.artifacts (agency_id, created_at desc);
create index artifacts_written on public.artifacts (agency_id, content_at desc);

create function public.get_recent_activity(max_rows integer default 20, of_user uuid default null)
returns table (activity_type text, entity_type text, entity_id uuid, entity_name text, action text, user_id uuid,
  user_name text, client_id uuid, "timestamp" timestamptz)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  with asked as (
    select least(greatest(coalesce(max_rows, 20), 1), 200) as many
  ), happened as (
    (select 'campaign', 'campaign', c.id, c.campaign_name, 'created', c.created_by, c.client_id, c.created_at
     from public.campaigns c where of_user is null or c.created_by = of_user
     order by c.created_at desc limit (select many from asked))
    union all
    (select 'campaign', 'campaign', c.id, c.campaign_name, 'updated', c.updated_by, c.client_id, c.updated_at
     from public.campaigns c
     where c.updated_at > c.created_at + interval '1 second' and (of_user is null or c.updated_by = of_user)
     order by c.updated_at desc limit (select many from asked))
    union all
    (select 'artifact', 'artifact', a.id, a.title, 'created', a.created_by, a.client_id, a.created_at
     from public.artifacts a where of_user is null or a.created_by = of_user
     order by a.created_at desc limit (select many from asked))
    union all
    (select 'artifact', 'artifact', a.id, a.title, 'updated', a.content_by, a.client_id, a.content_at
     from public.artifacts a
     where a.content_at > a.created_at + interval '1 second' and (of_user is null or a.content_by = of_user)
     order by a.content_at desc limit (select many from asked))
    union all
    (select 'review', 'artifact', a.id, a.title, s.step::text, s.created_by, a.client_id, s.created_at
     from (select * from public.artifact_approvals p where of_user is null or p.created_by = of_user
       order by p.created_at desc limit (select many from asked)) s join public.artifacts a on a.id = s.artifact_id)
    union all
    (select 'comment', 'artifact', a.id, a.title, 'commented', m.commenter_id, a.client_id, m.created_at
     from (select * from public.artifact_comments x where x.deleted_at is null
         and (of_user is null or x.commenter_id = of_user)
       order by x.created_at desc limit (select many from asked)) m join public.artifacts a on a.id = m.artifact_id)
  )
  select h.activity_type, h.entity_type, h.entity_id, h.entity_name, h.action, h.user_id, u.full_name, h.client_id, h.at
  from happened h (activity_type, entity_type, entity_id, entity_name, action, user_id, client_id, at)
    left join public.users u on u.id = h.user_id
  order by h.at desc, h.entity_id, h.action
  limit (select many from asked)
$$;
comment on function public.get_recent_activity(integer, uuid) is
  'What happened last to campaigns and pieces the caller may see: created, updated, steps of the review, commented; of'
  ' one person where named. Newest first, 20 by default, 200 at most.';
grant execute on function public.get_recent_activity(integer, uuid) to authenticated;

create view public.v_recent_activity with (security_invoker = true) as
select * from public.get_recent_activity(50);
comment on view public.v_recent_activity is 'The last 50 rows of get_recent_activity().';
grant select on public.v_recent_activity to authenticated;

create view public.v_upcoming_deliverables with (security_invoker = true) as
select 'artifact' as kind, a.id, a.agency_id, a.title, a.artifact_type::text as detail, a.status::text as status,
  a.campaign_id, k.campaign_name, a.client_id, c.name as client_name, a.owner_id as responsible_id,
  u.full_name as responsible_name, a.due_date, a.due_date - (select atrium.agency_today()) as days_left
from public.artifacts a
  left join public.campaigns k on k.id = a.campaign_id
  left join public.clients c on c.id = a.client_id
  left join public.users u on u.id = a.owner_id
where a.due_date >= (select atrium.agency_today()) - 90 and a.status not in ('published', 'archived')
union all
select 'phase', p.id, p.agency_id, p.phase_name, p.completion_pct || ' %', p.status::text, p.campaign_id,
  k.campaign_name, k.client_id, c.name, k.project_manager_id, u.full_name, p.planned_end_date,
  p.planned_end_date - (select atrium.agency_today())
from public.campaign_phases p
  join public.campaigns k on k.id = p.campaign_id
  left join public.clients c on c.id = k.client_id
  left join public.users u on u.id = k.project_manager_id
where p.planned_end_date >= (select atrium.agency_today()) - 90 and p.status <> 'completed'
  and k.status not in ('completed', 'cancelled');
comment on view public.v_upcoming_deliverables is
  'A piece or a phase that is due and not done, with days left by the agency''s calendar; negative: overdue, up to 90'
  ' days.';
grant select on public.v_upcoming_deliverables to authenticated;
