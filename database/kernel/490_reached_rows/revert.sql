drop trigger messages_same_agency_sender on public.messages;
drop function atrium.same_agency_sender();
drop trigger tickets_same_agency_contact on public.tickets;
create or replace function atrium.same_agency_contact() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.clients c join public.contacts k on k.agency_id = c.agency_id
      where c.id = new.client_id and k.id = new.contact_id) then
    perform atrium.refuse('ATVAL', 'contact_id is no contact of this agency.', 'Name one of its contacts.');
  end if;
  return null;
end
$$;
create trigger tickets_same_agency_contact after insert or update of contact_id on public.tickets
  for each row when (new.contact_id is not null) execute function atrium.same_agency_contact();
drop trigger phase_costs_reached on public.phase_costs;
drop trigger artifact_comments_artifact on public.artifact_comments;
drop trigger ticket_followers_reached on public.ticket_followers;
drop trigger tickets_and_client on public.tickets;
drop trigger alerts_reached on public.alerts;
drop function atrium.reached();
