-- The short way to the tickets of who sees few: by each index that leads to what the policy lets anybody see.
create function atrium.narrow_tickets() returns uuid[] language plpgsql as $$
declare
  most constant integer := 1000;
  me constant uuid := atrium.current_user_id();
  found uuid[];
begin
  if atrium.reads_all_tickets() then
    return null;
  end if;
  found := array(
    (select t.id from public.tickets t where t.requester_id = me limit most + 1)
    union (select t.id from public.tickets t where t.created_by = me limit most + 1)
    union (select t.id from public.tickets t where t.assigned_agent_id = me limit most + 1)
    union (select t.id from public.tickets t where t.assigned_team_id = any (array(select m from atrium.my_teams() m))
      limit most + 1)
    union (select f from atrium.followed_tickets() f limit most + 1)
    union (select t.id from public.tickets t where t.assigned_agent_id is null and t.assigned_team_id is null
        and atrium.list_key(t.client_id) = atrium.current_list_key() and (select atrium.reads_unassigned_tickets())
      limit most + 1)
    limit most + 1);
  return case when cardinality(found) <= most then found end;
end
$$;
comment on function atrium.narrow_tickets() is 'The ids of all tickets that the caller may see, and perhaps of some'
  ' others; null where they are more than 1,000 or the caller sees all. Empty for none.';
call atrium.own_as_definer('atrium.narrow_tickets()'::regprocedure);

create function atrium.narrow_messages() returns uuid[] language plpgsql as $$
declare
  most constant integer := 5000;
  tickets constant uuid[] := atrium.narrow_tickets();
  found constant uuid[] := array(select m.id from public.messages m where m.ticket_id = any (tickets) limit most + 1);
begin
  return case when tickets is not null and cardinality(found) <= most then found end;
end
$$;
comment on function atrium.narrow_messages() is 'The ids of all messages of the tickets that narrow_tickets names; null'
  ' where it names none or these are more than 5,000.';
call atrium.own_as_definer('atrium.narrow_messages()'::regprocedure);
grant execute on function atrium.narrow_tickets(), atrium.narrow_messages() to authenticated, service_role;
