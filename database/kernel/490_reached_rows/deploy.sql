-- What is another agency's, or another client's, and what is not there at all are refused in the same words. A trigger
-- that compares agencies spoke before row security did, and a unique key before the foreign key: both told the two
-- apart to whoever holds an id.
create function atrium.reached() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  named uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
  if named is null then
    return new;
  end if;
  -- a statement for each table, so that its plan is kept
  case tg_argv[1]
    when 'client' then perform from public.clients r where r.id = named;
    when 'ticket' then perform from public.tickets r where r.id = named;
    when 'artifact' then perform from public.artifacts r where r.id = named;
    when 'phase' then perform from public.campaign_phases r where r.id = named;
  end case;
  if not found then
    perform atrium.refuse('ATNOF', format('This %s does not exist or is not yours to see.', tg_argv[1]),
      'Choose one from your list.');
  end if;
  return new;
end
$$;
comment on function atrium.reached() is
  'Trigger before insert, the first of its table: what the row hangs on, the column and the kind given, is there for'
  ' whoever writes. Runs with the caller''s eyes. ATNOF.';
create trigger alerts_reached before insert on public.alerts
  for each row execute function atrium.reached('client_id', 'client');
create trigger tickets_and_client before insert on public.tickets
  for each row execute function atrium.reached('client_id', 'client');
create trigger ticket_followers_reached before insert on public.ticket_followers
  for each row execute function atrium.reached('ticket_id', 'ticket');
create trigger artifact_comments_artifact before insert on public.artifact_comments
  for each row execute function atrium.reached('artifact_id', 'artifact');
create trigger phase_costs_reached before insert on public.phase_costs
  for each row execute function atrium.reached('phase_id', 'phase');

-- Before, and no longer after: a contact that isn't there is refused by the trigger as a foreign one is, and not by
-- the key.
create or replace function atrium.same_agency_contact() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.clients c join public.contacts k on k.agency_id = c.agency_id
      where c.id = new.client_id and k.id = new.contact_id) then
    perform atrium.refuse('ATVAL', 'contact_id is no contact of this agency.', 'Name one of its contacts.');
  end if;
  return new;
end
$$;
drop trigger tickets_same_agency_contact on public.tickets;
create trigger tickets_same_agency_contact before insert or update of contact_id on public.tickets
  for each row when (new.contact_id is not null) execute function atrium.same_agency_contact();

-- The operator says who speaks, and may name nobody of another agency either.
create function atrium.same_agency_sender() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if current_user = 'service_role' and not exists (
      select from public.clients c join public.memberships m on m.agency_id = c.agency_id
      where c.id = new.client_id and m.user_id = new.sender_id
        and (m.client_id is null or m.client_id = new.client_id)) then
    perform atrium.refuse('ATVAL', 'sender_id is neither a contact user of this client nor staff.',
      'Name one of them, or give sender_name and sender_email.');
  end if;
  return new;
end
$$;
comment on function atrium.same_agency_sender() is
  'Trigger on messages: whom the operator lets speak is of the client''s agency. Others speak for themselves. ATVAL.';
create trigger messages_same_agency_sender before insert or update of sender_id on public.messages
  for each row when (new.sender_id is not null) execute function atrium.same_agency_sender();
