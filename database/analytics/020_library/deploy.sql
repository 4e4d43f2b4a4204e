-- The library with its counts, and the hours of campaigns. Each child is added up by itself before it is joined, so
-- that three artifacts don't make three times the hours. Views run as the caller; counts that all staff may know of
-- pieces they can't open come from functions that name no piece.
create function atrium.piece_counts()
returns table (artifact_id uuid, comment_count bigint, unresolved_comment_count bigint, view_count integer,
  download_count integer, last_viewed_at timestamptz)
language sql stable rows 10000
as $$
  with said as (
    select c.artifact_id, count(*) as comments,
      count(*) filter (where not c.is_resolved and c.parent_comment_id is null) as unresolved
    from public.artifact_comments c
    where c.agency_id = (select atrium.current_agency_id()) and c.deleted_at is null
      and (not (select atrium.is_contact()) or c.visibility = 'client')
    group by c.artifact_id
  )
  select a.id, coalesce(s.comments, 0), coalesce(s.unresolved, 0),
    case when not (select atrium.is_contact()) then coalesce(n.view_count, 0) end,
    case when not (select atrium.is_contact()) then coalesce(n.download_count, 0) end,
    case when not (select atrium.is_contact()) then n.last_viewed_at end
  from public.artifacts a left join said s on s.artifact_id = a.id
    left join public.artifact_stats n on n.agency_id = a.agency_id and n.artifact_id = a.id
  where a.agency_id = (select atrium.current_agency_id()) and (select atrium.may('artifacts:select'))
$$;
comment on function atrium.piece_counts() is
  'How much is said about each artifact of the agency and how often it was opened; views join it to what they may show.'
  ' Contact users: the comments meant for them, no openings.';

create function atrium.campaign_pieces()
returns table (campaign_id uuid, artifact_count bigint, approved_artifact_count bigint,
  unresolved_comment_count numeric)
language sql stable rows 2000
as $$
  select a.campaign_id, count(*), count(*) filter (where a.status in ('approved', 'published')),
    coalesce(sum(u.unresolved), 0)
  from public.artifacts a left join (
    select c.artifact_id, count(*) as unresolved from public.artifact_comments c
    where c.agency_id = (select atrium.current_agency_id()) and not c.is_resolved and c.parent_comment_id is null
      and c.deleted_at is null group by c.artifact_id) u on u.artifact_id = a.id
  where a.agency_id = (select atrium.current_agency_id()) and a.campaign_id is not null
    and (select atrium.may('campaigns:select'))
    and not (select atrium.is_contact())
  group by a.campaign_id
$$;
comment on function atrium.campaign_pieces() is 'How many pieces each campaign of the agency has, for its staff.';

create function atrium.client_pieces() returns table (client_id uuid, artifact_count bigint)
language sql stable rows 200
as $$
  select a.client_id, count(*) from public.artifacts a
  where a.agency_id = (select atrium.current_agency_id()) and a.client_id is not null
    and (select atrium.may('clients:select'))
    and not (select atrium.is_contact())
  group by a.client_id
$$;
comment on function atrium.client_pieces() is 'How many pieces each client of the agency has, for its staff.';
call atrium.own_as_definer('atrium.piece_counts()'::regprocedure);
call atrium.own_as_definer('atrium.campaign_pieces()'::regprocedure);
call atrium.own_as_definer('atrium.client_pieces()'::regprocedure);
grant execute on function atrium.piece_counts(), atrium.campaign_pieces(), atrium.client_pieces()
  to authenticated, service_role;

-- Names to stand beside identifiers, of everything that the caller sees. As functions, because the planner takes an
-- agency for an average one and would join the names of a large one row by row; their rows it hashes.
create function atrium.named_campaigns() returns table (id uuid, campaign_code text, campaign_name text)
language plpgsql stable rows 1000
set search_path = pg_catalog, pg_temp
as $$ begin return query select k.id, k.campaign_code, k.campaign_name from public.campaigns k; end $$;
comment on function atrium.named_campaigns() is 'Code and name of each campaign that the caller sees.';

create function atrium.named_clients() returns table (id uuid, code text, name text)
language plpgsql stable rows 200
set search_path = pg_catalog, pg_temp
as $$ begin return query select c.id, c.code, c.name from public.clients c; end $$;
comment on function atrium.named_clients() is 'Code and name of each client that the caller sees.';

create function atrium.named_brands() returns table (id uuid, brand_name text)
language plpgsql stable rows 200
set search_path = pg_catalog, pg_temp
as $$ begin return query select b.id, b.brand_name from public.brands b; end $$;
comment on function atrium.named_brands() is 'Name of each brand that the caller sees.';

create function atrium.named_people() returns table (id uuid, full_name text)
language plpgsql stable rows 200
set search_path = pg_catalog, pg_temp
as $$ begin return query select u.id, u.full_name from public.users u; end $$;
comment on function atrium.named_people() is 'Name of each person that the caller sees.';
grant execute on function atrium.named_campaigns(), atrium.named_clients(), atrium.named_brands(),
  atrium.named_people() to authenticated;

create view public.v_artifact_library with (security_invoker = true) as
select a.id, a.agency_id, a.artifact_code, a.title, a.artifact_type, a.sub_type, a.status, a.visibility, a.version,
  a.campaign_id, k.campaign_code, k.campaign_name, a.client_id, c.name as client_name, a.brand_id, b.brand_name,
  a.phase_id, a.content_preview, a.content_url, a.file_size_bytes, a.mime_type, a.tags, a.icon, a.description,
  a.due_date, case when a.status in ('published', 'archived') or a.due_date is null then null
    when a.due_date < (select atrium.agency_today()) then 'overdue'
    when a.due_date = (select atrium.agency_today()) then 'due' else 'ahead' end as schedule_flag,
  a.owner_id, u.full_name as owner_name, a.approver_id, a.approved_at, n.view_count, n.download_count,
  n.last_viewed_at, n.comment_count, n.unresolved_comment_count, a.created_at, a.updated_at
from public.artifacts a
  left join atrium.named_campaigns() k on k.id = a.campaign_id
  left join atrium.named_clients() c on c.id = a.client_id
  left join atrium.named_brands() b on b.id = a.brand_id
  left join atrium.named_people() u on u.id = a.owner_id
  left join atrium.piece_counts() n on n.artifact_id = a.id;
comment on view public.v_artifact_library is
  'A piece of creative work the caller may open, with the names around it, its comments and how often it was opened.';
grant select on public.v_artifact_library to authenticated;

create view public.v_timesheet_summary_by_campaign with (security_invoker = true) as
select k.id as campaign_id, k.agency_id, k.campaign_code, k.campaign_name, k.client_id, c.name as client_name,
  coalesce(h.hours, 0) as total_hours, coalesce(h.billable_hours, 0) as billable_hours,
  coalesce(h.hours - h.billable_hours, 0) as non_billable_hours, coalesce(h.people, 0) as team_member_count,
  m.internal_cost as total_internal_cost, m.client_value as total_client_value, m.currency,
  h.first_date as first_timesheet_date, h.last_date as last_timesheet_date
from public.campaigns k
  left join atrium.named_clients() c on c.id = k.client_id
  left join atrium.campaign_hours() h on h.campaign_id = k.id
  left join atrium.campaign_amounts() m on m.campaign_id = k.id
where not (select atrium.is_contact());
comment on view public.v_timesheet_summary_by_campaign is
  'A campaign with its approved hours, of everybody. What they cost and are worth: for whoever reads rates, and null'
  ' where a rate is missing or the currencies differ. Staff only.';
grant select on public.v_timesheet_summary_by_campaign to authenticated;
