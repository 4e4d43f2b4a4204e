-- Changing members: always of the current agency, never above the caller's own rank, and with the agency's row as the
-- lock, so that two who remove each other can't both succeed.
create function atrium.member_to_change(person uuid, wanted text) returns public.memberships
language plpgsql
as $$
declare
  agency uuid := atrium.current_agency_id();
  member public.memberships;
begin
  perform atrium.demand(wanted);
  perform 1 from public.agencies a where a.id = agency for no key update;
  -- whoever waited for the lock may have lost the role meanwhile
  if atrium.current_user_id() is not null and not exists (
      select from public.memberships m where m.agency_id = agency and m.user_id = atrium.current_user_id()
        and m.status = 'active' and m.role = atrium.current_agency_role()) then
    perform atrium.refuse('ATNOM', 'Your role has just changed.', 'Look again at what you may do.');
  end if;
  select * into member from public.memberships m where m.agency_id = agency and m.user_id = person for update;
  if not found then
    perform atrium.refuse('ATNOF', 'There is no such member.');
  end if;
  if atrium.rank(member.role) < atrium.rank(atrium.current_agency_role()) then
    perform atrium.refuse('ATRNK', 'This member''s role is above your own.', 'Ask an owner.');
  end if;
  return member;
end
$$;
comment on function atrium.member_to_change(uuid, text) is
  'The membership in the current agency, locked, where the caller has the right and the rank. ATNOM, ATNOF, ATRNK.';
call atrium.own_as_definer('atrium.member_to_change(uuid,text)'::regprocedure);

create function public.set_member_role(user_id uuid, role text, client_id uuid default null) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
  member public.memberships := atrium.member_to_change(set_member_role.user_id, 'memberships:update');
begin
  if not atrium.is_role(set_member_role.role) then
    perform atrium.refuse('ATVAL', 'There is no such role.', 'Take one of the roles of role_matrix().');
  end if;
  if atrium.rank(set_member_role.role) < atrium.rank(atrium.current_agency_role()) then
    perform atrium.refuse('ATRNK', 'You can''t give a role above your own.', 'Ask an owner.');
  end if;
  perform atrium.check_home_client(set_member_role.role, set_member_role.client_id);
  update public.memberships m
  set role = set_member_role.role, client_id = set_member_role.client_id,
    client_scope = case
      when set_member_role.role = member.role then m.client_scope
      when set_member_role.role = 'member' then 'some'
      when member.role = 'member' then 'all'
      else m.client_scope end
  where m.id = member.id;
end
$$;
comment on function public.set_member_role(uuid, text, uuid) is
  'Gives a member another role; a customer needs a client. Refuses with ATNOM, ATRNK, ATVAL, ATNOF, ATLST.';
call atrium.own_as_definer('public.set_member_role(uuid,text,uuid)'::regprocedure);

create function public.set_member_scope(user_id uuid, client_scope text) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
  member public.memberships := atrium.member_to_change(set_member_scope.user_id, 'memberships:update');
begin
  if set_member_scope.client_scope is null or set_member_scope.client_scope not in ('all', 'some') then
    perform atrium.refuse('ATVAL', 'There is no such scope.', 'Take all or some.');
  end if;
  if member.role = 'customer' then
    perform atrium.refuse('ATSTA', 'A contact user sees the home client only.', 'Change the role first.');
  end if;
  update public.memberships m set client_scope = set_member_scope.client_scope where m.id = member.id;
end
$$;
comment on function public.set_member_scope(uuid, text) is
  'Lets a member of staff see all clients, or some: those in client_access. Refuses with ATNOM, ATRNK, ATVAL,'
  ' ATSTA, ATNOF.';
call atrium.own_as_definer('public.set_member_scope(uuid,text)'::regprocedure);

create function public.set_member_permissions(user_id uuid, permissions text[]) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
  member public.memberships := atrium.member_to_change(set_member_permissions.user_id, 'memberships:update');
  wanted text;
begin
  foreach wanted in array coalesce(set_member_permissions.permissions, '{}') loop
    if not exists (select from atrium.role_rights r where r.resource || ':' || r.action = wanted) then
      perform atrium.refuse('ATVAL', format('There is no right %s.', wanted),
        'Take one of role_matrix(), as resource:action.');
    end if;
    if not atrium.may(wanted) and not wanted = any (member.permissions) then
      perform atrium.refuse('ATRNK', format('You can''t give the right %s without having it.', wanted),
        'Ask an owner.');
    end if;
  end loop;
  if member.role = 'customer' and coalesce(set_member_permissions.permissions, '{}') <> '{}' then
    perform atrium.refuse('ATSTA', 'A contact user has no rights beyond the role''s.', 'Change the role first.');
  end if;
  update public.memberships m set permissions = coalesce(set_member_permissions.permissions, '{}')
  where m.id = member.id;
end
$$;
comment on function public.set_member_permissions(uuid, text[]) is
  'Sets the rights a member has beyond the role''s; nobody gives what they have not. ATNOM, ATRNK, ATVAL, ATSTA,'
  ' ATNOF.';
call atrium.own_as_definer('public.set_member_permissions(uuid,text[])'::regprocedure);

create function public.suspend_member(user_id uuid) returns void
language plpgsql
as $$
declare
  member public.memberships := atrium.member_to_change(suspend_member.user_id, 'memberships:update');
begin
  if member.user_id = atrium.current_user_id() then
    perform atrium.refuse('ATSTA', 'You can''t suspend yourself.', 'Leave the agency instead.');
  end if;
  update public.memberships m set status = 'suspended' where m.id = member.id;
end
$$;
comment on function public.suspend_member(uuid) is
  'Shuts a member out with the next request and keeps everything. Refuses with ATNOM, ATRNK, ATSTA, ATNOF, ATLST.';
call atrium.own_as_definer('public.suspend_member(uuid)'::regprocedure);

create function public.restore_member(user_id uuid) returns void
language plpgsql
as $$
declare
  member public.memberships := atrium.member_to_change(restore_member.user_id, 'memberships:update');
begin
  update public.memberships m set status = 'active' where m.id = member.id;
end
$$;
comment on function public.restore_member(uuid) is
  'Lets a suspended member in again. Refuses with ATNOM, ATRNK, ATNOF.';
call atrium.own_as_definer('public.restore_member(uuid)'::regprocedure);

grant execute on function public.set_member_role(uuid, text, uuid), public.set_member_scope(uuid, text),
  public.set_member_permissions(uuid, text[]), public.suspend_member(uuid), public.restore_member(uuid)
  to authenticated;
