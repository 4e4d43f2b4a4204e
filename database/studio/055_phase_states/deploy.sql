-- How the phases of a campaign move on, trade places, and come to be.
create function public.move_phase(phase_id uuid, status public.phase_status, note text default null)
returns public.campaign_phases
language plpgsql
as $$
declare
  moved public.campaign_phases;
  allowed text[];
  today date; -- where the agency is
begin
  select * into moved from public.campaign_phases p
  where p.id = move_phase.phase_id and atrium.campaign_reach(p.campaign_id) is not null for no key update;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This phase does not exist or is not yours to see.',
      hint = 'Choose a phase of one of your campaigns.';
  end if;
  perform atrium.check_campaign(moved.campaign_id);
  allowed := case moved.status
    when 'not_started' then array['in_progress', 'blocked']
    when 'in_progress' then array['completed', 'blocked', 'not_started']
    when 'blocked' then array['in_progress', 'not_started']
    when 'completed' then array['in_progress'] end;
  if not move_phase.status = any (allowed) then
    raise exception using errcode = 'ATSTA',
      message = format('A phase can''t go from %s to %s.', moved.status, move_phase.status),
      hint = format('From here it may go to: %s.', array_to_string(allowed, ', '));
  elsif move_phase.status = 'blocked' and coalesce(btrim(note), '') = '' then
    raise exception using errcode = 'ATVAL', message = 'Say what blocks the phase.', hint = 'Pass it as note.';
  elsif exists (select from public.campaigns c
      where c.id = moved.campaign_id and c.status in ('completed', 'cancelled')) then
    raise exception using errcode = 'ATSTA', message = 'The campaign is completed or cancelled; its phases stand'
      ' still.',
      hint = 'Open the campaign again first.';
  end if;
  select (clock_timestamp() at time zone a.timezone)::date into today
  from public.agencies a where a.id = moved.agency_id;
  update public.campaign_phases p
  set status = move_phase.status, status_note = nullif(btrim(note), ''),
    completion_pct = case when move_phase.status = 'completed' then 100
                          when move_phase.status = 'not_started' then 0 else p.completion_pct end,
    actual_start_date = case when move_phase.status = 'not_started' then null
                             when move_phase.status = 'blocked' then p.actual_start_date
                             else coalesce(p.actual_start_date, today) end,
    actual_end_date = case when move_phase.status = 'completed'
                           then greatest(today, p.actual_start_date) end
  where p.id = moved.id returning * into moved;
  return moved;
end
$$;
comment on function public.move_phase(uuid, public.phase_status, text) is
  'Starts, completes, blocks or reopens a phase and keeps its actual dates. ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer('public.move_phase(uuid, public.phase_status, text)'::regprocedure);

create function public.reorder_phases(campaign_id uuid, phase_ids uuid[]) returns setof public.campaign_phases
language plpgsql
as $$
begin
  perform atrium.check_campaign(reorder_phases.campaign_id);
  -- one order at a time: two that lock the phases in different orders would wait for each other
  perform 1 from public.campaigns c where c.id = reorder_phases.campaign_id for no key update;
  if (select array_agg(p.id order by p.id) from public.campaign_phases p
      where p.campaign_id = reorder_phases.campaign_id)
    is distinct from (select array_agg(i order by i) from unnest(phase_ids) i) then
    raise exception using errcode = 'ATVAL', message = 'The list is not the phases of this campaign, each once.',
      hint = 'Load the phases again and send all of them in the new order.';
  end if;
  return query update public.campaign_phases p set phase_order = o.place
    from unnest(phase_ids) with ordinality o (id, place) where p.id = o.id returning p.*;
end
$$;
comment on function public.reorder_phases(uuid, uuid[]) is
  'Puts the phases of a campaign into the given order, from 1; the list holds each of them once. ATNOF, ATNOM, ATVAL.';
call atrium.own_as_definer('public.reorder_phases(uuid, uuid[])'::regprocedure);

create function public.add_default_phases(campaign_id uuid) returns setof public.campaign_phases
language plpgsql
as $$
begin
  perform atrium.check_campaign(add_default_phases.campaign_id);
  perform 1 from public.campaigns c where c.id = add_default_phases.campaign_id for no key update;
  if exists (select from public.campaign_phases p where p.campaign_id = add_default_phases.campaign_id) then
    raise exception using errcode = 'ATSTA', message = 'This campaign has phases already.',
      hint = 'Add single phases, or delete those it has.';
  end if;
  return query insert into public.campaign_phases
    (agency_id, campaign_id, phase_code, phase_name, phase_order, planned_start_date, planned_end_date)
    select c.agency_id, c.id, t.code, t.name, t.place, c.start_date + 14 * (t.place - 1),
      c.start_date + 14 * t.place + 6
    from public.campaigns c, (values ('STRATEGY', 'Strategy', 1), ('CREATIVE', 'Creative Development', 2),
      ('PRODUCTION', 'Production', 3), ('POST', 'Post-Production', 4)) t (code, name, place)
    where c.id = add_default_phases.campaign_id
    returning *;
end
$$;
comment on function public.add_default_phases(uuid) is
  'Gives a campaign the four usual phases, each three weeks long, two weeks apart from its start. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.add_default_phases(uuid)'::regprocedure);

grant execute on function public.move_phase(uuid, public.phase_status, text), public.reorder_phases(uuid, uuid[]),
  public.add_default_phases(uuid) to authenticated, service_role;
