-- Inviting and accepting. What many requests may try at once is settled by one statement each: the unique index keeps
-- one open invitation, the update of an open row lets one request accept.
create function atrium.new_token() returns text
language sql volatile
set search_path = pg_catalog, pg_temp
as $$ select encode(extensions.gen_random_bytes(32), 'hex') $$;
comment on function atrium.new_token() is 'A new secret: 32 random bytes in hex.';

create function atrium.client_name(client uuid) returns text
language plpgsql stable
as $$
begin
  if client is null or to_regclass('public.clients') is null then
    return null;
  end if;
  return (select c.name from public.clients c where c.id = client);
end
$$;
comment on function atrium.client_name(uuid) is 'Name of a client, for functions that have checked who asks.';
call atrium.own_as_definer('atrium.client_name(uuid)'::regprocedure);

create function atrium.check_home_client(role text, client uuid) returns void
language plpgsql stable
as $$
begin
  if (role = 'customer') <> (client is not null) then
    perform atrium.refuse('ATVAL', 'A customer belongs to one client, and nobody else does.',
      'Give client_id with the role customer, and only with it.');
  end if;
  if client is not null then
    perform 1 from public.clients c where c.id = client and c.agency_id = atrium.current_agency_id();
    if not found then
      perform atrium.refuse('ATNOF', 'There is no such client.');
    end if;
  end if;
end
$$;
comment on function atrium.check_home_client(text, uuid) is
  'Raises ATVAL or ATNOF where role and home client don''t fit.';
call atrium.own_as_definer('atrium.check_home_client(text,uuid)'::regprocedure);

create function public.invite_member(email text, role text, client_id uuid default null, full_name text default null)
returns table (invitation_id uuid, token text, expires_at timestamptz)
language plpgsql
as $$
#variable_conflict use_column
declare
  agency uuid := atrium.current_agency_id();
  address extensions.citext := lower(btrim(invite_member.email));
  invitation uuid;
begin
  perform atrium.demand('invitations:insert');
  if address is null or not address::text ~ '^[^@[:space:]]+@[^@[:space:]]+$' or length(address) > 254 then
    perform atrium.refuse('ATVAL', 'The e-mail address is not valid.', 'Write it as name@example.com.');
  end if;
  if not atrium.is_role(invite_member.role) then
    perform atrium.refuse('ATVAL', 'There is no such role.', 'Take one of the roles of role_matrix().');
  end if;
  if atrium.rank(invite_member.role) < atrium.rank(atrium.current_agency_role()) then
    perform atrium.refuse('ATRNK', 'You can''t give a role above your own.', 'Ask an owner.');
  end if;
  perform atrium.check_home_client(invite_member.role, invite_member.client_id);
  if exists (select from public.memberships m join public.users u on u.id = m.user_id
      where m.agency_id = agency and u.email operator(extensions.=) address) then
    perform atrium.refuse('ATDUP', 'This person is a member already.', 'Change the member''s role instead.');
  end if;
  if (select count(*) >= 200 from public.invitations i
      where i.agency_id = agency and i.created_at > now() - interval '1 hour') then
    perform atrium.refuse('ATWEE', 'Too many invitations in one hour.', 'Wait, then invite the others.');
  end if;

  update public.invitations i set revoked_at = now()
  where i.agency_id = agency and i.email operator(extensions.=) address
    and i.accepted_at is null and i.revoked_at is null and i.expires_at <= now();
  token := atrium.new_token();
  insert into public.invitations as i (agency_id, email, role, client_id, full_name)
  values (agency, address, invite_member.role, invite_member.client_id, nullif(btrim(invite_member.full_name), ''))
  returning i.id, i.expires_at into invitation, expires_at;
  insert into atrium.invitation_tokens (invitation_id, token_hash)
  values (invitation, sha256(convert_to(token, 'UTF8')));
  invitation_id := invitation;
  return next;
exception when unique_violation then
  perform atrium.refuse('ATDUP', 'This address has an open invitation.', 'Send that invitation again, or revoke it.');
end
$$;
comment on function public.invite_member(text, text, uuid, text) is
  'Invites an address into the current agency and gives the token of its link, this once. Refuses with ATNOM, ATRNK,'
  ' ATVAL, ATNOF, ATDUP, ATWEE.';
call atrium.own_as_definer('public.invite_member(text,text,uuid,text)'::regprocedure);

create function atrium.lock_invitation(invitation_id uuid) returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  role text;
begin
  perform atrium.demand('invitations:update');
  select i.role into role from public.invitations i
  where i.id = lock_invitation.invitation_id and i.agency_id = atrium.current_agency_id()
    and i.accepted_at is null and i.revoked_at is null
  for no key update;
  if not found then
    perform atrium.refuse('ATNOF', 'There is no such open invitation.');
  elsif atrium.rank(role) < atrium.rank(atrium.current_agency_role()) then
    perform atrium.refuse('ATRNK', 'This invitation is to a role above your own.', 'Ask an owner.');
  end if;
end
$$;
comment on function atrium.lock_invitation(uuid) is
  'An open invitation of the current agency, locked, where the caller has the right and the rank. ATNOM, ATNOF, ATRNK.';

create function public.revoke_invitation(invitation_id uuid) returns void
language plpgsql
as $$
begin
  perform atrium.lock_invitation(invitation_id);
  update public.invitations i set revoked_at = now() where i.id = revoke_invitation.invitation_id;
end
$$;
comment on function public.revoke_invitation(uuid) is
  'Revokes an open invitation of the current agency. Refuses with ATNOM, ATNOF, ATRNK.';
call atrium.own_as_definer('public.revoke_invitation(uuid)'::regprocedure);

create function public.resend_invitation(invitation_id uuid) returns table (token text, expires_at timestamptz)
language plpgsql
as $$
#variable_conflict use_column
begin
  perform atrium.lock_invitation(invitation_id);
  update public.invitations i set expires_at = now() + interval '7 days'
  where i.id = resend_invitation.invitation_id
  returning i.expires_at into expires_at;
  token := atrium.new_token();
  update atrium.invitation_tokens t set token_hash = sha256(convert_to(token, 'UTF8')), updated_at = now()
  where t.invitation_id = resend_invitation.invitation_id;
  return next;
end
$$;
comment on function public.resend_invitation(uuid) is
  'Gives an open invitation a new token and seven more days; the old link ends. Refuses with ATNOM, ATNOF,'
  ' ATRNK.';
call atrium.own_as_definer('public.resend_invitation(uuid)'::regprocedure);

grant execute on function public.invite_member(text, text, uuid, text), public.revoke_invitation(uuid),
  public.resend_invitation(uuid) to authenticated;
