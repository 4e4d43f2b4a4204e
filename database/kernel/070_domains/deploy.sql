-- Closed sets are domains over text: their equality is leakproof, so an index serves under row security, and a value
-- can be added without a rewrite.
create domain public.agency_role as text
  constraint agency_role_known check (value in
    ('owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member', 'customer'));
comment on domain public.agency_role is
  'A membership''s role. owner and admin manage people; customer is a contact user of one client.';

create domain public.membership_status as text
  constraint membership_status_known check (value in ('active', 'suspended'));
comment on domain public.membership_status is 'suspended keeps everything and lets nothing through.';

create domain public.client_scope as text
  constraint client_scope_known check (value in ('all', 'some'));
comment on domain public.client_scope is 'all: every client of the agency. some: only those given by client_access.';

create function atrium.rank(role text) returns int
language sql immutable parallel safe
as $$
  select case role when 'owner' then 1 when 'admin' then 2 when 'member' then 4 when 'customer' then 5 else 3 end
$$;
comment on function atrium.rank(text) is
  'Standing of a role: 1 owner, 2 admin, 3 the working roles, 4 member, 5 customer. Nobody grants above the own rank.';

create function atrium.is_role(role text) returns boolean
language sql immutable parallel safe
as $$
  select coalesce(role in ('owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member',
    'customer'), false)
$$;
comment on function atrium.is_role(text) is 'Whether the text is one of the roles; null is none.';
grant execute on function atrium.rank(text), atrium.is_role(text) to authenticated, service_role;
