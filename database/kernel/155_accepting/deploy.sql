-- Accepting: the update of an open row lets one of many parallel requests through; the others find it used.
create function atrium.accept_open_invitation(invitation uuid, person uuid) returns uuid
language plpgsql
as $$
declare
  taken public.invitations;
begin
  update public.invitations i set accepted_at = now(), accepted_by = person
  where i.id = invitation and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
  returning * into taken;
  if not found then
    return null;
  end if;
  insert into public.memberships (agency_id, user_id, role, client_id, client_scope, created_by)
  values (taken.agency_id, person, taken.role, taken.client_id,
    case taken.role when 'member' then 'some' else 'all' end, taken.created_by);
  update public.users u set full_name = taken.full_name
  where u.id = person and u.full_name is null and taken.full_name is not null;
  return taken.agency_id;
exception when unique_violation then
  perform atrium.refuse('ATDUP', 'You are a member of this agency already.');
end
$$;
comment on function atrium.accept_open_invitation(uuid, uuid) is
  'Makes the person a member as invited, once; gives the agency, or null where the invitation is not open. For definer'
  ' functions, which have checked that it is meant for the person.';
call atrium.own_as_definer('atrium.accept_open_invitation(uuid,uuid)'::regprocedure);

create function atrium.accept_client_invitation(person uuid, client uuid) returns uuid
language sql
as $$
  select atrium.accept_open_invitation(i.id, person)
  from public.invitations i join public.users u on u.id = person
  where i.client_id = client and i.email operator(extensions.=) u.email
    and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
$$;
comment on function atrium.accept_client_invitation(uuid, uuid) is
  'Accepts the open invitation of the person''s address to that client, if there is one. For the trigger of users.';
call atrium.own_as_definer('atrium.accept_client_invitation(uuid,uuid)'::regprocedure);

create function atrium.accept_token(token text, person uuid) returns uuid
language plpgsql
as $$
declare
  invitation record;
  agency uuid;
begin
  select i.id, i.email into invitation
  from atrium.invitation_tokens t join public.invitations i on i.id = t.invitation_id
  where t.token_hash = sha256(convert_to(token, 'UTF8'));
  if not found then
    perform atrium.refuse('ATINV', 'There is no such invitation.',
      'Check that the link is whole, or ask for a new one.');
  end if;
  if not exists (
      select from public.users u where u.id = person and u.email operator(extensions.=) invitation.email) then
    perform atrium.refuse('ATNOM', 'This invitation is for another address.', 'Sign in with the invited address.');
  end if;
  agency := atrium.accept_open_invitation(invitation.id, person);
  if agency is null then
    perform atrium.refuse('ATEXP', 'This invitation has expired, was revoked or was used.', 'Ask for a new one.');
  end if;
  return agency;
end
$$;
comment on function atrium.accept_token(text, uuid) is
  'Accepts the invitation of a token for a person whose address it is for. ATINV, ATNOM, ATEXP, ATDUP.';
call atrium.own_as_definer('atrium.accept_token(text,uuid)'::regprocedure);

create function public.accept_invitation(token text) returns uuid
language plpgsql
as $$
begin
  if atrium.current_user_id() is null then
    perform atrium.refuse('ATNOM', 'Sign in first.', 'Sign in or sign up with the invited address.');
  end if;
  return atrium.accept_token(token, atrium.current_user_id());
end
$$;
comment on function public.accept_invitation(text) is
  'Accepts an invitation as the signed-in person; gives the agency. Refuses with ATNOM, ATINV, ATEXP, ATDUP.';
call atrium.own_as_definer('public.accept_invitation(text)'::regprocedure);
grant execute on function public.accept_invitation(text) to authenticated;

create function public.invitation_by_token(token text)
returns table (agency_name text, email text, role text, client_name text, full_name text, expires_at timestamptz,
  state text, has_account boolean)
language sql stable
as $$
  select a.name, i.email::text, i.role::text, atrium.client_name(i.client_id), i.full_name, i.expires_at,
    case when i.accepted_at is not null then 'used' when i.revoked_at is not null then 'revoked'
      when i.expires_at <= now() then 'expired' else 'open' end,
    exists (select from public.users u where u.email operator(extensions.=) i.email)
  from atrium.invitation_tokens t
    join public.invitations i on i.id = t.invitation_id
    join public.agencies a on a.id = i.agency_id
  where t.token_hash = sha256(convert_to(token, 'UTF8'))
$$;
comment on function public.invitation_by_token(text) is
  'What the bearer of an invitation''s token may know of it; no row for an unknown token. Open to everybody: it is'
  ' asked before signing in, and the token is the key.';
call atrium.own_as_definer('public.invitation_by_token(text)'::regprocedure);
grant execute on function public.invitation_by_token(text) to anon, authenticated;
