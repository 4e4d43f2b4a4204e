-- How far the caller reaches, said once for policies, triggers and functions of everything that hangs on a client.
-- Where the caller may write, if his role lets him: asked once a statement by the policies of everything that hangs
-- on a client.
create function atrium.writable_clients() returns setof uuid language sql stable as $$
  select c.id from public.clients c
  where (select atrium.sees_all_clients()) or c.id = any (array(
    select a.client_id from public.client_access a
    where a.user_id = (select atrium.current_user_id()) and a.permission = 'write'))
$$;
comment on function atrium.writable_clients() is
  'Clients the caller may write to: all for whoever sees all, else those given to him with write.';

-- How far the caller reaches into one client: null (not his), read, or write. For functions that run past row security.
create function atrium.client_reach(client_id uuid) returns text language sql stable as $$
  select case
    when atrium.sees_all_clients() then 'write'
    when c.id = atrium.home_client_id() then 'read'
    else (select a.permission::text from public.client_access a
          where a.client_id = c.id and a.user_id = atrium.current_user_id() and a.agency_id = c.agency_id) end
  from public.clients c
  where c.id = client_reach.client_id and c.agency_id = atrium.current_agency_id() and atrium.may('clients:select')
$$;
comment on function atrium.client_reach(uuid) is 'Null, read or write: what the caller may do to one client at most.';
call atrium.own_as_definer('atrium.client_reach(uuid)'::regprocedure);

create function atrium.check_client(client_id uuid, needed text) returns void language plpgsql stable as $$
declare
  reach text := atrium.client_reach(client_id);
begin
  if reach is null then
    raise exception using errcode = 'ATNOF', message = 'This client does not exist or is not yours to see.',
      hint = 'Choose a client from your list.';
  end if;
  if reach <> 'write' or not atrium.may(needed) then
    raise exception using errcode = 'ATNOM', message = format('Your role does not allow %s for this client.', needed),
      hint = 'Ask an owner or admin of the agency.';
  end if;
end $$;
comment on function atrium.check_client(uuid, text) is
  'Raises ATNOF where the caller does not see the client, ATNOM where his role lacks the right or he may only read.';

-- People named in rows that hang on a client are staff of that client's agency.
create function atrium.same_agency_user() returns trigger language plpgsql as $$
declare
  becomes jsonb := to_jsonb(new);
  was jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
  named text;
begin
  foreach named in array tg_argv loop
    if becomes ->> named is distinct from was ->> named and becomes ->> named is not null and not exists (
      select from public.clients c join public.memberships m on m.agency_id = c.agency_id and m.client_id is null
      where c.id = (becomes ->> 'client_id')::uuid and m.user_id = (becomes ->> named)::uuid) then
      raise exception using errcode = 'ATVAL',
        message = format('%s of %s is nobody of this agency.', named, tg_table_name), hint = 'Name one of its staff.';
    end if;
  end loop;
  return new;
end $$;
comment on function atrium.same_agency_user() is
  'Trigger on rows that hang on a client: the columns named as arguments hold staff of the client''s agency. ATVAL.';
call atrium.own_as_definer('atrium.same_agency_user()'::regprocedure);
grant execute on function atrium.writable_clients(), atrium.client_reach(uuid), atrium.check_client(uuid, text)
  to authenticated;
