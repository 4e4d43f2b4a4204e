-- How things are lent: handed out or reserved, taken back, cancelled; and what a campaign has had.
create function public.check_out_equipment(equipment_id uuid, due_at timestamptz, purpose text,
  campaign_id uuid default null, user_id uuid default null, from_at timestamptz default null)
returns public.equipment_checkouts
language plpgsql
as $$
declare
  item public.equipment;
  lent public.equipment_checkouts;
  person uuid := coalesce(check_out_equipment.user_id, atrium.current_user_id());
  begins timestamptz := coalesce(from_at, now());
  ahead boolean := coalesce(from_at > now() + interval '15 minutes', false);
begin
  perform atrium.demand('equipment_checkouts:check_out');
  if person is distinct from atrium.current_user_id() then
    perform atrium.demand('equipment_checkouts:manage');
  end if;
  select * into item from public.equipment e
  where e.id = check_out_equipment.equipment_id and e.agency_id = atrium.current_agency_id() for no key update;
  if not found then
    perform atrium.refuse('ATNOF', 'This thing does not exist or is not yours to see.', 'Choose one from the list.');
  elsif check_out_equipment.campaign_id is not null
      and atrium.campaign_reach(check_out_equipment.campaign_id) is null then
    perform atrium.refuse('ATNOF', 'This campaign does not exist or is not yours to see.',
      'Choose one from your list.');
  elsif item.status in ('in_maintenance', 'retired') then
    perform atrium.refuse('ATSTA', format('%s is %s.', item.name, replace(item.status, '_', ' ')), 'Choose another.');
  elsif check_out_equipment.due_at is null or check_out_equipment.due_at <= greatest(begins, now())
      or begins < now() - interval '1 day' or check_out_equipment.due_at > begins + interval '366 days' then
    perform atrium.refuse('ATVAL', 'A loan begins now or later and ends after it, within a year.',
      'Pass due_at, and from_at for a reservation.');
  elsif coalesce(btrim(purpose), '') = '' then
    perform atrium.refuse('ATVAL', 'Say what it is for.', 'Pass a purpose.');
  end if;
  begin
    insert into public.equipment_checkouts (agency_id, equipment_id, user_id, checked_out_by, campaign_id, purpose,
      checked_out_at, due_at, status)
    values (item.agency_id, item.id, person, case when not ahead then atrium.current_user_id() end,
      check_out_equipment.campaign_id, btrim(purpose), begins, check_out_equipment.due_at,
      case when ahead then 'reserved' else 'active' end)
    returning * into lent;
  exception when exclusion_violation or unique_violation then
    perform atrium.refuse('ATSTA', format('%s is out or promised in that time.', item.name),
      'Ask busy_equipment when it is free, or choose another.');
  end;
  return lent;
end
$$;
comment on function public.check_out_equipment(uuid, timestamptz, text, uuid, uuid, timestamptz) is
  'Hands a thing out, or reserves it where from_at lies ahead; for oneself,
    and for others by whoever manages equipment.'
  ' ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer('public.check_out_equipment(uuid, timestamptz, text, uuid, uuid,
  timestamptz)'::regprocedure);

-- Reads and locks a loan that is the caller's own or that he manages.
create function atrium.lock_checkout(checkout_id uuid) returns public.equipment_checkouts
language plpgsql
as $$
declare
  held public.equipment_checkouts;
begin
  select * into held from public.equipment_checkouts c
  where c.id = lock_checkout.checkout_id and c.agency_id = atrium.current_agency_id()
    and (c.user_id = atrium.current_user_id() or atrium.may('equipment_checkouts:select_any')
      or atrium.may('equipment_checkouts:manage')
      or atrium.may('equipment_checkouts:select_team') and c.campaign_id in (select m from atrium.my_campaigns() m));
  if not found then
    perform atrium.refuse('ATNOF', 'This loan does not exist or is not yours to see.', 'Choose one from your list.');
  elsif held.user_id is distinct from atrium.current_user_id() and not atrium.may('equipment_checkouts:manage') then
    perform atrium.refuse('ATNOM', 'Only whoever has it, or manages equipment, changes a loan.', 'Ask one of them.');
  end if;
  -- the thing first, then the loan, in the order of everybody else
  perform 1 from public.equipment e where e.id = held.equipment_id for no key update;
  select * into held from public.equipment_checkouts c where c.id = held.id for no key update;
  return held;
end
$$;
comment on function atrium.lock_checkout(uuid) is
  'Locks a loan somebody is about to change. ATNOF where the caller does not see it, ATNOM where it is not his'
  ' to change.';
call atrium.own_as_definer('atrium.lock_checkout(uuid)'::regprocedure);

create function public.pick_up_equipment(checkout_id uuid) returns public.equipment_checkouts
language plpgsql
as $$
declare
  held public.equipment_checkouts := atrium.lock_checkout(checkout_id);
begin
  if held.status <> 'reserved' then
    perform atrium.refuse('ATSTA', format('The loan is %s.', held.status), 'Only reservations are picked up.');
  elsif held.due_at <= now() then
    perform atrium.refuse('ATSTA', 'The reservation has run out.', 'Cancel it and check the thing out anew.');
  end if;
  begin
    update public.equipment_checkouts c
    set status = 'active', checked_out_at = least(c.checked_out_at, now()), checked_out_by = atrium.current_user_id()
    where c.id = held.id returning * into held;
  exception when exclusion_violation or unique_violation then
    perform atrium.refuse('ATSTA', 'It has not come back yet.', 'Wait until it is returned, or choose another.');
  end;
  return held;
end
$$;
comment on function public.pick_up_equipment(uuid) is 'Makes a reservation a loan. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.pick_up_equipment(uuid)'::regprocedure);

create function public.return_equipment(checkout_id uuid, condition public.equipment_condition default null,
  note text default null) returns public.equipment_checkouts
language plpgsql
as $$
declare
  held public.equipment_checkouts := atrium.lock_checkout(checkout_id);
begin
  if held.status not in ('active', 'overdue') then
    perform atrium.refuse('ATSTA', format('The loan is %s.', held.status), 'Only what is out comes back.');
  end if;
  update public.equipment_checkouts c
  set status = 'returned', returned_at = greatest(now(), c.checked_out_at), condition_in = condition,
    note = nullif(btrim(return_equipment.note), '')
  where c.id = held.id returning * into held;
  return held;
end
$$;
comment on function public.return_equipment(uuid, public.equipment_condition, text) is
  'Takes a thing back, with the state it is in. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.return_equipment(uuid, public.equipment_condition, text)'::regprocedure);

create function public.cancel_reservation(checkout_id uuid) returns public.equipment_checkouts
language plpgsql
as $$
declare
  held public.equipment_checkouts := atrium.lock_checkout(checkout_id);
begin
  if held.status <> 'reserved' then
    perform atrium.refuse('ATSTA', format('The loan is %s.', held.status), 'Return what is out.');
  end if;
  update public.equipment_checkouts c set status = 'cancelled' where c.id = held.id returning * into held;
  return held;
end
$$;
comment on function public.cancel_reservation(uuid) is 'Gives a reservation up. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.cancel_reservation(uuid)'::regprocedure);

create function public.set_equipment_status(equipment_id uuid, status public.equipment_status) returns public.equipment
language plpgsql
as $$
declare
  item public.equipment;
begin
  perform atrium.demand('equipment:update');
  select * into item from public.equipment e
  where e.id = set_equipment_status.equipment_id and e.agency_id = atrium.current_agency_id() for no key update;
  if not found then
    perform atrium.refuse('ATNOF', 'This thing does not exist or is not yours to see.', 'Choose one from the list.');
  elsif item.status in ('checked_out', 'reserved')
      or set_equipment_status.status in ('checked_out', 'reserved') then
    perform atrium.refuse('ATSTA', format('%s is %s.', item.name, replace(item.status, '_', ' ')),
      'Loans and reservations say who has it: return or cancel them.');
  end if;
  update public.equipment e set status = set_equipment_status.status where e.id = item.id returning * into item;
  return item;
end
$$;
comment on function public.set_equipment_status(uuid, public.equipment_status) is
  'Takes a thing into maintenance, retires it, or makes it available again. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.set_equipment_status(uuid, public.equipment_status)'::regprocedure);

-- when, not who or why: whoever wants a thing has to know when it is free
create function public.busy_equipment(from_at timestamptz, until_at timestamptz)
returns table (equipment_id uuid, busy_from timestamptz, busy_until timestamptz)
language sql stable
as $$
  select c.equipment_id, c.checked_out_at, case when c.status in ('active', 'overdue')
    then greatest(c.due_at, now()) else c.due_at end
  from public.equipment_checkouts c
  where c.agency_id = atrium.current_agency_id() and atrium.may('equipment:select') and c.returned_at is null
    and c.status <> 'cancelled' and c.checked_out_at < until_at
    and (c.due_at > from_at or c.status in ('active', 'overdue') and now() > from_at)
  order by 1, 2
$$;
comment on function public.busy_equipment(timestamptz, timestamptz) is
  'When the things of the agency are out or promised between two instants; not by whom.';
call atrium.own_as_definer('public.busy_equipment(timestamptz, timestamptz)'::regprocedure);

create function public.get_campaign_equipment(campaign_id uuid)
returns table (item_id uuid, item_name text, category text, checkout_date date, return_date date)
language sql stable
as $$
  select e.item_id, e.item_name, e.category, (e.checked_out_at at time zone a.timezone)::date,
    (e.returned_at at time zone a.timezone)::date
  from public.v_campaign_equipment e join public.agencies a on a.id = e.agency_id
  where e.campaign_id = get_campaign_equipment.campaign_id order by e.checked_out_at desc, e.item_name
$$;
comment on function public.get_campaign_equipment(uuid) is
  'What was out for a campaign, newest first, days in the agency''s time zone; as far as the caller sees the loans.';

create function atrium.mark_overdue_equipment() returns integer
language plpgsql
as $$
declare
  marked int;
begin
  update public.equipment_checkouts c set status = 'overdue' where c.status = 'active' and c.due_at < now();
  get diagnostics marked = row_count;
  return marked;
end
$$;
comment on function atrium.mark_overdue_equipment() is
  'Job: loans past their time become overdue; returns how many did. For the scheduler.';
call atrium.own_as_definer('atrium.mark_overdue_equipment()'::regprocedure);
grant execute on function atrium.mark_overdue_equipment() to service_role;
grant execute on function public.check_out_equipment(uuid, timestamptz, text, uuid, uuid, timestamptz),
  public.pick_up_equipment(uuid), public.return_equipment(uuid, public.equipment_condition, text),
  public.cancel_reservation(uuid), public.set_equipment_status(uuid, public.equipment_status),
  public.busy_equipment(timestamptz, timestamptz), public.get_campaign_equipment(uuid)
  to authenticated, service_role;
