-- How a campaign and its phases move on. Status, approval and the dates that follow from them change here and nowhere
-- else; each refusal says what stands in the way.
create function atrium.next_statuses(status text, held text) returns text[]
language sql immutable parallel safe
as $$
  select case status
    when 'pipeline' then array['planning', 'on_hold', 'cancelled']
    when 'planning' then array['active', 'pipeline', 'on_hold', 'cancelled']
    when 'active' then array['review', 'planning', 'on_hold', 'cancelled']
    when 'review' then array['completed', 'active', 'on_hold', 'cancelled']
    when 'on_hold' then array[held, 'cancelled']
    when 'completed' then array['review']
    when 'cancelled' then array['pipeline', 'planning']
  end
$$;
comment on function atrium.next_statuses(text, text) is
  'Where a campaign may go from a status: one step on or back, on hold and back to where it was, cancelled while open.';
grant execute on function atrium.next_statuses(text, text) to authenticated, service_role;

create function public.move_campaign(campaign_id uuid, status public.campaign_status, note text default null)
returns public.campaigns
language plpgsql
as $$
declare
  moved public.campaigns;
begin
  perform atrium.check_campaign(move_campaign.campaign_id);
  select * into moved from public.campaigns c where c.id = move_campaign.campaign_id for no key update;
  if not move_campaign.status = any (atrium.next_statuses(moved.status, moved.held_status)) then
    raise exception using errcode = 'ATSTA',
      message = format('A campaign can''t go from %s to %s.', moved.status, move_campaign.status),
      hint = format('From here it may go to: %s.',
        array_to_string(atrium.next_statuses(moved.status, moved.held_status), ', '));
  end if;
  if moved.status in ('completed', 'cancelled') and not atrium.may('campaigns:update_any') then
    raise exception using errcode = 'ATNOM', message = format('This campaign is %s; only the leadership opens it'
      ' again.',
      moved.status), hint = 'Ask an owner or the leadership.';
  end if;
  if moved.status = 'planning' and move_campaign.status = 'active'
    and moved.approval_status in ('pending', 'rejected') then
    raise exception using errcode = 'ATSTA',
      message = format('The budget of this campaign is %s, so it can''t become active.', moved.approval_status),
      hint = 'Finance approves the budget first; then the campaign becomes active by itself.';
  end if;
  update public.campaigns c
  set status = move_campaign.status, status_note = nullif(btrim(note), ''), status_changed_at = clock_timestamp(),
    held_status = case when move_campaign.status = 'on_hold' then moved.status end
  where c.id = moved.id returning * into moved;
  return moved;
end
$$;
comment on function public.move_campaign(uuid, public.campaign_status, text) is
  'Moves a campaign on the board: a step on or back, on hold or cancelled while open. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.move_campaign(uuid, public.campaign_status, text)'::regprocedure);

create function public.submit_budget(campaign_id uuid) returns public.campaigns
language plpgsql
as $$
declare
  asked public.campaigns;
begin
  perform atrium.check_campaign(submit_budget.campaign_id);
  select * into asked from public.campaigns c where c.id = submit_budget.campaign_id for no key update;
  if asked.status not in ('pipeline', 'planning') or coalesce(asked.approval_status, 'rejected') <> 'rejected' then
    raise exception using errcode = 'ATSTA', message = format('The budget of a campaign in %s, %s, can''t be'
      ' submitted.',
      asked.status, coalesce(asked.approval_status, 'not submitted')),
      hint = 'A budget is submitted while the campaign is in the pipeline or being planned, once until it is decided'
        ' on.';
  elsif asked.budget_amount is null then
    raise exception using errcode = 'ATVAL', message = 'The campaign has no budget yet.',
      hint = 'Set budget_amount first.';
  end if;
  update public.campaigns c
  set approval_status = 'pending', submitted_by = atrium.current_user_id(), approved_by = null, approved_at = null
  where c.id = asked.id returning * into asked;
  return asked;
end
$$;
comment on function public.submit_budget(uuid) is
  'Asks finance to approve a campaign''s budget. ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer('public.submit_budget(uuid)'::regprocedure);

create function public.decide_budget(campaign_id uuid, approve boolean, note text default null) returns public.campaigns
language plpgsql
as $$
declare
  decided public.campaigns;
begin
  select * into decided from public.campaigns c
  where c.id = decide_budget.campaign_id and atrium.campaign_reach(c.id) is not null for no key update;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This campaign does not exist or is not yours to see.',
      hint = 'Choose a campaign from your list.';
  elsif not atrium.may('campaigns:decide_budget') then
    raise exception using errcode = 'ATNOM', message = 'Only finance decides on budgets.', hint = 'Ask finance.';
  elsif decided.approval_status is distinct from 'pending' then
    raise exception using errcode = 'ATSTA', message = format('The budget is %s; there is nothing to decide.',
      coalesce(decided.approval_status, 'not submitted')), hint = 'Submit the budget first.';
  elsif decided.submitted_by = atrium.current_user_id() then
    raise exception using errcode = 'ATNOM', message = 'Nobody decides on a budget that he submitted himself.',
      hint = 'Ask somebody else in finance.';
  elsif approve is null or not approve and coalesce(btrim(note), '') = '' then
    raise exception using errcode = 'ATVAL', message = 'Say whether it is approved, and why where it is not.',
      hint = 'Pass approve, and a note with false.';
  end if;
  update public.campaigns c
  set approval_status = case when approve then 'approved' else 'rejected' end,
    approved_by = atrium.current_user_id(), approved_at = clock_timestamp(), status_note = nullif(btrim(note), ''),
    status = case when approve and c.status = 'planning' then 'active' else c.status end,
    status_changed_at = case when approve and c.status = 'planning' then clock_timestamp() else c.status_changed_at end
  where c.id = decided.id returning * into decided;
  return decided;
end
$$;
comment on function public.decide_budget(uuid, boolean, text) is
  'Approves or rejects a submitted budget; approval makes a campaign in planning active. ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer('public.decide_budget(uuid, boolean, text)'::regprocedure);

create function public.shift_campaign(campaign_id uuid, days integer) returns public.campaigns
language plpgsql
as $$
declare
  shifted public.campaigns;
begin
  perform atrium.check_campaign(shift_campaign.campaign_id);
  if days is null or abs(days) > 3660 then
    raise exception using errcode = 'ATVAL', message = 'A campaign is shifted by up to ten years.',
      hint = 'Pass days: positive for later, negative for earlier.';
  end if;
  update public.campaigns c set start_date = c.start_date + days, end_date = c.end_date + days
  where c.id = shift_campaign.campaign_id and c.status not in ('completed', 'cancelled') returning * into shifted;
  if not found then
    raise exception using errcode = 'ATSTA', message = 'A campaign that is completed or cancelled is not shifted.',
      hint = 'Open the campaign again first.';
  end if;
  update public.campaign_phases p
  set planned_start_date = p.planned_start_date + days, planned_end_date = p.planned_end_date + days
  where p.campaign_id = shifted.id and p.status <> 'completed';
  return shifted;
end
$$;
comment on function public.shift_campaign(uuid, integer) is
  'Moves the dates of a campaign and the planned dates of its phases that are not completed. ATNOF, ATNOM, ATSTA,'
  ' ATVAL.';
call atrium.own_as_definer('public.shift_campaign(uuid, integer)'::regprocedure);

call atrium.allow('campaigns', 'decide_budget', 'all', 'owner', 'finance');
grant execute on function public.move_campaign(uuid, public.campaign_status, text), public.submit_budget(uuid),
  public.decide_budget(uuid, boolean, text), public.shift_campaign(uuid, integer) to authenticated, service_role;
