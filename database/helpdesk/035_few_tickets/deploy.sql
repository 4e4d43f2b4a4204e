-- Who sees few of a large agency's tickets has none among its newest, and a walk from the newest asks for each row in
-- vain. Before such a list the tickets that the policy may let them see are looked up, each way by its own index, and
-- when they are few the list asks for those. The rows are the same: the policy decides, here as everywhere.
create function atrium.narrow_tickets() returns boolean language plpgsql as $$
declare
  most constant integer := 50;
  me constant uuid := atrium.current_user_id();
  found uuid[];
begin
  perform set_config('atrium.few_tickets', '', true);
  if atrium.reads_all_tickets() then
    return false;
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
  if cardinality(found) > most then
    return false;
  end if;
  perform set_config('atrium.few_tickets', found::text, true);
  return true;
end
$$;
comment on function atrium.narrow_tickets() is 'Whether the caller sees at most 50 tickets; then atrium.few_tickets'
  ' holds the ids of those and perhaps of some others, for the transaction. Says nothing of what may be read.';
call atrium.own_as_definer('atrium.narrow_tickets()'::regprocedure);
create function atrium.narrow_messages() returns boolean language sql as $$ select atrium.narrow_tickets() $$;
comment on function atrium.narrow_messages() is 'As narrow_tickets: who sees few tickets sees few messages.';
alter function atrium.narrow_messages() set search_path = pg_catalog, public, pg_temp;
revoke execute on function atrium.narrow_messages() from public;
grant execute on function atrium.narrow_tickets(), atrium.narrow_messages() to authenticated, service_role;

-- Each side of the or has an index; where no tickets are named, every row is on the first. No coalesce: the planner
-- takes one for leaky, and would ask it of rows after row security only.
create function atrium.listed(row_of public.tickets) returns boolean language sql stable as $$
  select row_of.updated_at >= case when nullif(current_setting('atrium.few_tickets', true), '') is null then
      '-infinity'::timestamptz end
    or row_of.id = any (nullif(current_setting('atrium.few_tickets', true), '')::uuid[])
$$;
create function atrium.listed(row_of public.messages) returns boolean language sql stable as $$
  select row_of.created_at >= case when nullif(current_setting('atrium.few_tickets', true), '') is null then
      '-infinity'::timestamptz end
    or row_of.ticket_id = any (nullif(current_setting('atrium.few_tickets', true), '')::uuid[])
$$;
comment on function atrium.listed(public.tickets) is
  'What a list of tickets asks besides, after atrium.read_newest(''tickets''): true of every row that the caller sees.';
comment on function atrium.listed(public.messages) is
  'The same of messages, after atrium.read_newest(''messages'').';
revoke execute on function atrium.listed(public.tickets), atrium.listed(public.messages) from public;
grant execute on function atrium.listed(public.tickets), atrium.listed(public.messages)
  to authenticated, service_role;
