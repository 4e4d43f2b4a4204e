-- The changes of a client's state, each one function: who may, what goes along with it, what is refused. Direct
-- updates of these columns are not granted, and refused again by trigger.
create trigger clients_by_function before update on public.clients
  for each row execute function atrium.by_function('stage_id', 'stage_entered_at', 'status', 'churn_date',
    'churn_reason', 'health_status', 'health_reason', 'health_is_manual');

insert into atrium.role_rights (role, resource, action, reach)
select r, 'clients', a, 'all' from unnest(array['owner', 'admin', 'leadership', 'account', 'pm']) r,
  unnest(array['move', 'set_health', 'set_status']) a
union all
select r, 'clients', 'bill', 'all' from unnest(array['owner', 'admin', 'leadership', 'account', 'finance']) r;

create function public.move_client_stage(client_id uuid, stage_id uuid, note text default null)
returns public.clients language plpgsql as $$
declare
  moved public.clients;
  target public.client_stages;
  back integer;
begin
  perform atrium.check_client(move_client_stage.client_id, 'clients:move');
  select * into moved from public.clients c where c.id = move_client_stage.client_id for no key update;
  select * into target from public.client_stages s
  where s.id = move_client_stage.stage_id and s.agency_id = moved.agency_id;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This stage does not exist in your pipeline.',
      hint = 'Choose one of client_stages.';
  end if;
  if moved.stage_id = target.id then
    return moved;
  end if;
  select count(*) into back from public.client_stages s join public.client_stages was on was.id = moved.stage_id
  where s.agency_id = moved.agency_id and s.position >= target.position and s.position < was.position;
  if back > 2 and not atrium.may('client_stages:update') then
    raise exception using errcode = 'ATSTA',
      message = format('%s would go back %s stages; two is the most.', moved.name, back),
      hint = 'An owner or admin may move a client further back.';
  end if;
  perform set_config('atrium.move_note', coalesce(left(note, 2000), ''), true);
  update public.clients c set stage_id = target.id, stage_entered_at = clock_timestamp()
  where c.id = moved.id returning * into moved;
  perform set_config('atrium.move_note', '', true);
  return moved;
end $$;
comment on function public.move_client_stage(uuid, uuid, text) is
  'Moves a client to another stage of the pipeline and writes the event with it; more than two stages back only by'
  ' owner and admin. The same stage changes nothing. ATNOF, ATNOM, ATSTA.';

create function public.move_clients_stage(client_ids uuid[], stage_id uuid, note text default null) returns integer
language plpgsql as $$
declare
  one uuid;
  moved integer := 0;
begin
  if cardinality(client_ids) > 500 then
    raise exception using errcode = 'ATVAL', message = 'More than 500 clients in one move.',
      hint = 'Move them in parts.';
  end if;
  -- in order of id, so that two such moves never wait for each other in a circle
  for one in select distinct c from unnest(client_ids) c order by c loop
    perform public.move_client_stage(one, move_clients_stage.stage_id, move_clients_stage.note);
    moved := moved + 1;
  end loop;
  return moved;
end $$;
comment on function public.move_clients_stage(uuid[], uuid, text) is
  'Moves up to 500 clients to one stage, all or none; answers how many. As move_client_stage; ATVAL.';

create function public.set_client_health(client_id uuid, health text, reason text) returns public.clients
language plpgsql as $$
declare
  changed public.clients;
begin
  perform atrium.check_client(set_client_health.client_id, 'clients:set_health');
  if coalesce(health not in ('green', 'yellow', 'red'), true) or length(btrim(coalesce(reason, ''))) = 0 then
    raise exception using errcode = 'ATVAL', message = 'Health is green, yellow or red, and a person says why.',
      hint = 'Give health and reason.';
  end if;
  update public.clients c set health_status = health, health_reason = left(btrim(reason), 500), health_is_manual = true
  where c.id = set_client_health.client_id returning * into changed;
  return changed;
end $$;
comment on function public.set_client_health(uuid, text, text) is
  'Sets a client''s traffic light by hand, with a reason; rules leave it alone until clear_client_health.'
  ' ATNOF, ATNOM, ATVAL.';

create function atrium.found_health(client_id uuid, out health text, out reason text) language sql stable as $$
  with facts as (
    select coalesce((a.settings #>> '{health_thresholds,yellow}')::int, 7) as yellow,
      coalesce((a.settings #>> '{health_thresholds,red}')::int, 14) as red,
      (select max(m."timestamp") from public.communications m where m.client_id = c.id) as last_heard,
      (select count(*) from public.alerts x where x.client_id = c.id and x.status <> 'resolved'
        and x.severity in ('high', 'critical')) as grave,
      (select count(*) from public.alerts x where x.client_id = c.id and x.status <> 'resolved'
        and x.severity = 'medium') as middling, c.created_at
    from public.clients c join public.agencies a on a.id = c.agency_id where c.id = found_health.client_id
  ), silence as (
    select f.*, extract(day from now() - coalesce(f.last_heard, f.created_at))::int as days from facts f
  )
  select case when grave > 0 or days > red then 'red' when middling > 0 or days > yellow then 'yellow' else 'green' end,
    case when grave > 0 then format('%s open alert(s) of high or critical severity', grave)
      when days > red then format('nothing heard for %s days', days)
      when middling > 0 then format('%s open alert(s) of medium severity', middling)
      when days > yellow then format('nothing heard for %s days', days) end
  from silence
$$;
comment on function atrium.found_health(uuid) is
  'The colour the rules give a client: open alerts, then days of silence against the agency''s'
  ' health_thresholds (7 and 14).';
call atrium.own_as_definer('atrium.found_health(uuid)'::regprocedure);

create function public.clear_client_health(client_id uuid) returns public.clients language plpgsql as $$
declare
  changed public.clients;
begin
  perform atrium.check_client(clear_client_health.client_id, 'clients:set_health');
  update public.clients c set health_status = f.health, health_reason = f.reason, health_is_manual = false
  from atrium.found_health(clear_client_health.client_id) f
  where c.id = clear_client_health.client_id returning c.* into changed;
  return changed;
end $$;
comment on function public.clear_client_health(uuid) is
  'Takes back a traffic light set by hand: what the rules find holds again. ATNOF, ATNOM.';

create function public.set_client_status(client_id uuid, status text, reason text default null) returns public.clients
language plpgsql as $$
declare
  changed public.clients;
begin
  perform atrium.check_client(set_client_status.client_id, 'clients:set_status');
  if coalesce(set_client_status.status not in ('active', 'inactive', 'on_hold', 'churned'), true) then
    raise exception using errcode = 'ATVAL', message = 'Status is active, inactive, on_hold or churned.',
      hint = 'Give one of the four.';
  end if;
  if set_client_status.status = 'churned' and length(btrim(coalesce(reason, ''))) = 0 then
    raise exception using errcode = 'ATVAL', message = 'A client that left needs a reason.', hint = 'Give reason.';
  end if;
  update public.clients c set status = set_client_status.status,
    churn_date = case when set_client_status.status = 'churned' then coalesce(c.churn_date, current_date) end,
    churn_reason = case when set_client_status.status = 'churned' then left(btrim(reason), 1000) end
  where c.id = set_client_status.client_id returning * into changed;
  return changed;
end $$;
comment on function public.set_client_status(uuid, text, text) is
  'Sets where the relation stands; churned takes a reason and today as churn date, which any other status clears.'
  ' ATNOF, ATNOM, ATVAL.';

create function public.update_client_billing(client_id uuid, billing_contact_name text default null,
  billing_contact_email text default null, preferred_currency text default null, payment_terms text default null,
  invoicing_frequency text default null) returns public.clients language plpgsql as $$
declare
  changed public.clients;
begin
  perform atrium.check_client(update_client_billing.client_id, 'clients:bill');
  update public.clients c set
    billing_contact_name = coalesce(update_client_billing.billing_contact_name, c.billing_contact_name),
    billing_contact_email = coalesce(update_client_billing.billing_contact_email, c.billing_contact_email::text),
    preferred_currency = coalesce(upper(update_client_billing.preferred_currency), c.preferred_currency),
    payment_terms = coalesce(update_client_billing.payment_terms, c.payment_terms),
    invoicing_frequency = coalesce(update_client_billing.invoicing_frequency, c.invoicing_frequency)
  where c.id = update_client_billing.client_id returning * into changed;
  return changed;
end $$;
comment on function public.update_client_billing(uuid, text, text, text, text, text) is
  'Changes the billing columns of a client; what is null stays. The way for finance, whose role changes nothing'
  ' else there. ATNOF, ATNOM.';

call atrium.own_as_definer('public.move_client_stage(uuid, uuid, text)'::regprocedure);
call atrium.own_as_definer('public.set_client_health(uuid, text, text)'::regprocedure);
call atrium.own_as_definer('public.clear_client_health(uuid)'::regprocedure);
call atrium.own_as_definer('public.set_client_status(uuid, text, text)'::regprocedure);
call atrium.own_as_definer('public.update_client_billing(uuid, text, text, text, text, text)'::regprocedure);
grant execute on function public.move_client_stage(uuid, uuid, text), public.move_clients_stage(uuid[], uuid, text),
  public.set_client_health(uuid, text, text), public.clear_client_health(uuid),
  public.set_client_status(uuid, text, text),
  public.update_client_billing(uuid, text, text, text, text, text) to authenticated;
