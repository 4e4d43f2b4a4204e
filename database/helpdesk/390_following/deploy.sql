-- Who is in two agencies leaves and sees, in each, the tickets of that one: not those followed in the other.
alter policy ticket_followers_delete on public.ticket_followers
  using ((select atrium.may('ticket_followers:delete')) and client_id = any (array(select id from public.clients))
    and (user_id = (select atrium.current_user_id())
      or ((not (select atrium.is_contact()) or created_by = (select atrium.current_user_id()))
        and (select true from public.tickets t where t.id = ticket_id))));

create or replace function atrium.followed_tickets() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select f.ticket_id from public.ticket_followers f join public.clients c on c.id = f.client_id
  where f.user_id = atrium.current_user_id() and c.agency_id = atrium.current_agency_id()
$$;
