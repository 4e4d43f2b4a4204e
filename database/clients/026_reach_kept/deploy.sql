-- A definer function in plain SQL can't be drawn into the statement that asks it: its query was planned with every
-- call, which took four times as long as running it. In plpgsql the plan is kept for the session.
create or replace function atrium.client_reach(client_id uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return (
    select case
      when atrium.sees_all_clients() then 'write'
      when c.id = atrium.home_client_id() then 'read'
      else (select a.permission::text from public.client_access a
            where a.client_id = c.id and a.user_id = atrium.current_user_id() and a.agency_id = c.agency_id) end
    from public.clients c
    where c.id = client_reach.client_id and c.agency_id = atrium.current_agency_id() and atrium.may('clients:select'));
end
$$;
