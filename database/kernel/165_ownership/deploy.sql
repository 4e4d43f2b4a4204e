-- Leaving, removing and handing over. Whoever owns clients is not removed before somebody takes them.
create function public.remove_member(user_id uuid, reassign_to uuid default null) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
  member public.memberships := atrium.member_to_change(remove_member.user_id, 'memberships:delete');
begin
  if member.user_id = atrium.current_user_id() then
    perform atrium.refuse('ATSTA', 'You can''t remove yourself.', 'Leave the agency instead.');
  end if;
  perform atrium.hand_over_clients(member, remove_member.reassign_to, remove_member.reassign_to is null);
  delete from public.memberships m where m.id = member.id;
end
$$;
comment on function public.remove_member(uuid, uuid) is
  'Removes a member; the clients they own go to reassign_to, which is needed where there are any. Refuses with ATNOM,'
  ' ATRNK, ATSTA, ATNOF, ATLST.';

create function atrium.hand_over_clients(member public.memberships, heir uuid, refuse_if_any boolean) returns void
language plpgsql
as $$
begin
  if heir is not null and (heir = member.user_id or not exists (
      select from public.memberships m
      where m.agency_id = member.agency_id and m.user_id = heir and m.status = 'active' and m.role <> 'customer')) then
    perform atrium.refuse('ATNOF', 'There is no such member to take the clients.', 'Name an active member of staff.');
  end if;
  if to_regclass('public.clients') is null then
    return;
  end if;
  if refuse_if_any then
    perform 1 from public.clients c where c.agency_id = member.agency_id and c.owner_id = member.user_id limit 1;
    if found then
      perform atrium.refuse('ATSTA', 'This member owns clients.', 'Say who takes them over: reassign_to.');
    end if;
  else
    update public.clients c set owner_id = heir where c.agency_id = member.agency_id and c.owner_id = member.user_id;
  end if;
end
$$;
comment on function atrium.hand_over_clients(public.memberships, uuid, boolean) is
  'Gives the clients of a member to an heir, or refuses where there are any. For definer functions.';
call atrium.own_as_definer('atrium.hand_over_clients(public.memberships,uuid,boolean)'::regprocedure);
call atrium.own_as_definer('public.remove_member(uuid,uuid)'::regprocedure);

create function public.leave_agency() returns void
language plpgsql
as $$
declare
  member public.memberships;
begin
  perform 1 from public.agencies a where a.id = atrium.current_agency_id() for no key update;
  select * into member from public.memberships m
  where m.agency_id = atrium.current_agency_id() and m.user_id = atrium.current_user_id() for update;
  if not found then
    perform atrium.refuse('ATNOF', 'You are not a member of an agency.');
  end if;
  perform atrium.hand_over_clients(member, null, true);
  delete from public.memberships m where m.id = member.id;
end
$$;
comment on function public.leave_agency() is
  'Ends the own membership in the current agency. Refuses with ATNOF, ATLST, and ATSTA where the person owns clients.';
call atrium.own_as_definer('public.leave_agency()'::regprocedure);

create function public.transfer_ownership(user_id uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
  heir public.memberships := atrium.member_to_change(transfer_ownership.user_id, 'memberships:update');
begin
  if atrium.current_agency_role() <> 'owner' or atrium.current_user_id() is null then
    perform atrium.refuse('ATNOM', 'Only an owner hands over the agency.');
  end if;
  if heir.status <> 'active' or heir.role = 'customer' then
    perform atrium.refuse('ATSTA', 'Only an active member of staff can become the owner.');
  end if;
  if heir.user_id = atrium.current_user_id() then
    perform atrium.refuse('ATSTA', 'You are the owner already.');
  end if;
  update public.memberships m set role = 'owner', client_scope = 'all' where m.id = heir.id;
  update public.memberships m set role = 'admin'
  where m.agency_id = heir.agency_id and m.user_id = atrium.current_user_id();
  perform atrium.log_event('ownership.transferred', 'memberships', heir.id::text);
end
$$;
comment on function public.transfer_ownership(uuid) is
  'Makes another member the owner and the caller an admin. Refuses with ATNOM, ATSTA, ATNOF.';
call atrium.own_as_definer('public.transfer_ownership(uuid)'::regprocedure);

grant execute on function public.remove_member(uuid, uuid), public.leave_agency(), public.transfer_ownership(uuid)
  to authenticated;
