-- Where webhooks go to and come in from. The secret lies in schema atrium, where no caller can read; it is given once,
-- on making the endpoint or rotating its secret.
create table public.webhook_endpoints (
  id              uuid primary key default gen_random_uuid(),
  agency_id       uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  direction       text not null,
  name            text not null,
  url             text,
  topics          text[] not null default '{}',
  provider        text,
  endpoint_key    text,
  is_enabled      boolean not null default true,
  failures        integer not null default 0,
  disabled_at     timestamptz,
  disabled_reason text,
  created_by      uuid,
  updated_by      uuid,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  constraint webhook_endpoints_agency_id unique (agency_id, id),
  constraint webhook_endpoints_key unique (endpoint_key),
  constraint webhook_endpoints_direction check (case direction
    when 'outbound' then url is not null and topics <> '{}' and provider is null and endpoint_key is null
    when 'inbound' then url is null and topics = '{}' and provider is not null and endpoint_key is not null
    else false end),
  constraint webhook_endpoints_name check (length(btrim(name)) between 1 and 100),
  -- no credentials in it and no address of this house; the sender looks at what the name resolves to as well
  constraint webhook_endpoints_url check (length(url) <= 1000
    and url ~* '^https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[^\s@\\]*)?$'
    and url !~* '^https://(localhost|0|10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.|[0-9.x]+([:/]|$))'
    and url !~* '^https://[^/:]*\.(localhost|local|internal|lan|home|corp)([:/]|$)'),
  constraint webhook_endpoints_topics check (cardinality(topics) <= 50
    and array_to_string(topics, '') !~ '[|]' and array_position(topics, null) is null
    and (topics = '{}' or array_to_string(topics, '|') || '|' ~ '^((\*|[a-z_]+\.(\*|[a-z_]+))\|)+$')),
  constraint webhook_endpoints_provider check (provider ~ '^[a-z][a-z0-9_-]{0,49}$'),
  constraint webhook_endpoints_endpoint_key check (endpoint_key ~ '^[0-9a-f]{32}$'),
  constraint webhook_endpoints_failures check (failures >= 0),
  constraint webhook_endpoints_disabled check (is_enabled = (disabled_at is null) and length(disabled_reason) <= 500)
);
comment on table public.webhook_endpoints is
  'Scope: agency, owner and admin. Addresses that are told of what happens, and doors that others tell us by.';
comment on column public.webhook_endpoints.id is 'Identifier.';
comment on column public.webhook_endpoints.agency_id is 'The agency; never changes.';
comment on column public.webhook_endpoints.direction is 'outbound: we tell. inbound: we are told. Never changes.';
comment on column public.webhook_endpoints.name is 'What it is for, 1 to 100 characters.';
comment on column public.webhook_endpoints.url is 'Outbound: where to; https and a public name.';
comment on column public.webhook_endpoints.topics is 'Outbound: which happenings, like ticket.updated, ticket.* or *.';
comment on column public.webhook_endpoints.provider is
  'Inbound: who tells, such as a telephone provider; never changes.';
comment on column public.webhook_endpoints.endpoint_key is
  'Inbound: the last part of /hooks/…, 32 hex digits; it finds the endpoint and proves nothing. Never changes.';
comment on column public.webhook_endpoints.is_enabled is
  'Whether it is in use. What happens meanwhile is not sent later; what was pending waits.';
comment on column public.webhook_endpoints.failures is 'How many deliveries in a row were given up.';
comment on column public.webhook_endpoints.disabled_at is 'Since when it is not in use; UTC, kept by a trigger.';
comment on column public.webhook_endpoints.disabled_reason is 'Why, where the sender gave up on it.';
comment on column public.webhook_endpoints.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.webhook_endpoints.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.webhook_endpoints.created_at is 'When it was made; UTC.';
comment on column public.webhook_endpoints.updated_at is 'When it was last changed; UTC, kept by a trigger.';
comment on constraint webhook_endpoints_key on public.webhook_endpoints is
  'Global on purpose: it is random, and tells which agency a call from outside is for.';
create index webhook_endpoints_newest on public.webhook_endpoints (agency_id, created_at desc);

create table atrium.webhook_secrets (
  endpoint_id    uuid not null references public.webhook_endpoints on delete cascade,
  secret         text not null,
  previous       text,
  previous_until timestamptz,
  created_at     timestamptz not null default now(),
  constraint webhook_secrets_pkey primary key (endpoint_id),
  constraint webhook_secrets_form check (secret ~ '^whsec_[A-Za-z0-9+/]{43}=$'),
  constraint webhook_secrets_previous check ((previous is null) = (previous_until is null))
);
comment on table atrium.webhook_secrets is 'What webhooks are signed with. Not exposed.';
comment on column atrium.webhook_secrets.endpoint_id is 'The endpoint.';
comment on column atrium.webhook_secrets.secret is 'whsec_ and 32 random bytes in base64; the key of an HMAC-SHA256.';
comment on column atrium.webhook_secrets.previous is 'The one before, which still counts for a day after a rotation.';
comment on column atrium.webhook_secrets.previous_until is 'Until when it counts; UTC.';
comment on column atrium.webhook_secrets.created_at is 'When the secret was made; UTC.';

create function atrium.step_webhook_endpoint() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.is_enabled then
    new.disabled_at := null;
    new.disabled_reason := null;
    if tg_op = 'UPDATE' and not old.is_enabled then new.failures := 0; end if;
  else
    new.disabled_at := coalesce(new.disabled_at, clock_timestamp());
  end if;
  return new;
end
$$;
comment on function atrium.step_webhook_endpoint() is
  'Trigger on webhook_endpoints: disabled_at and failures in step with is_enabled.';
create trigger webhook_endpoints_step before insert or update on public.webhook_endpoints
  for each row execute function atrium.step_webhook_endpoint();
create trigger webhook_endpoints_touch before insert or update on public.webhook_endpoints
  for each row execute function atrium.touch();
create trigger webhook_endpoints_immutable before update on public.webhook_endpoints
  for each row execute function atrium.immutable('id', 'agency_id', 'direction', 'provider', 'endpoint_key',
    'created_by', 'created_at');
create trigger webhook_endpoints_audit after insert or update or delete on public.webhook_endpoints
  for each row execute function atrium.audit();
alter table public.webhook_endpoints enable row level security;
alter table public.webhook_endpoints force row level security;
create policy webhook_endpoints_select on public.webhook_endpoints for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('webhook_endpoints:select')));
create policy webhook_endpoints_update on public.webhook_endpoints for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('webhook_endpoints:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('webhook_endpoints:update')));
create policy webhook_endpoints_delete on public.webhook_endpoints for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('webhook_endpoints:delete')));
grant select, delete on public.webhook_endpoints to authenticated;
grant update (name, url, topics, is_enabled) on public.webhook_endpoints to authenticated;
call atrium.allow('webhook_endpoints', 'select', 'all', 'owner', 'admin');
call atrium.allow('webhook_endpoints', 'insert', 'all', 'owner', 'admin');
call atrium.allow('webhook_endpoints', 'update', 'all', 'owner', 'admin');
call atrium.allow('webhook_endpoints', 'delete', 'all', 'owner', 'admin');

create function public.create_webhook_endpoint(name text, url text default null, topics text[] default '{*}',
  provider text default null) returns table (id uuid, secret text, endpoint_key text)
language plpgsql
as $$
#variable_conflict use_column
begin
  perform atrium.demand('webhook_endpoints:insert');
  if (create_webhook_endpoint.url is null) = (create_webhook_endpoint.provider is null) then
    perform atrium.refuse('ATVAL', 'An endpoint has an address to tell, or a provider who tells us.',
      'Give url with topics, or provider.');
  end if;
  secret := 'whsec_' || encode(extensions.gen_random_bytes(32), 'base64');
  endpoint_key := case when create_webhook_endpoint.provider is not null
    then encode(extensions.gen_random_bytes(16), 'hex') end;
  insert into public.webhook_endpoints as e (direction, name, url, topics, provider, endpoint_key)
  values (case when endpoint_key is null then 'outbound' else 'inbound' end, btrim(create_webhook_endpoint.name),
    create_webhook_endpoint.url, case when endpoint_key is null then create_webhook_endpoint.topics else '{}' end,
    create_webhook_endpoint.provider, create_webhook_endpoint.endpoint_key)
  returning e.id into create_webhook_endpoint.id;
  insert into atrium.webhook_secrets (endpoint_id, secret)
  values (create_webhook_endpoint.id, create_webhook_endpoint.secret);
  return next;
exception when check_violation or not_null_violation then
  perform atrium.refuse('ATVAL', 'The endpoint is not valid: ' || sqlerrm,
    'A name; an https address of a public host with topics like ticket.* or *; or a provider''s short name.');
end
$$;
comment on function public.create_webhook_endpoint(text, text, text[], text) is
  'Makes an endpoint of the current agency: url and topics to tell somebody, provider to be told. Gives its secret,'
  ' this once, and the key of its door. ATNOM, ATVAL.';
call atrium.own_as_definer('public.create_webhook_endpoint(text, text, text[], text)'::regprocedure);

create function public.rotate_webhook_secret(endpoint_id uuid) returns text
language plpgsql
as $$
declare
  fresh text := 'whsec_' || encode(extensions.gen_random_bytes(32), 'base64');
begin
  perform atrium.demand('webhook_endpoints:update');
  update atrium.webhook_secrets s
  set previous = s.secret, previous_until = now() + interval '1 day', secret = fresh, created_at = now()
  where s.endpoint_id = rotate_webhook_secret.endpoint_id and exists (select from public.webhook_endpoints e
    where e.id = s.endpoint_id and e.agency_id = atrium.current_agency_id());
  if not found then
    perform atrium.refuse('ATNOF', 'There is no such endpoint.');
  end if;
  perform atrium.log_event('webhook.secret_rotated', 'webhook_endpoints', rotate_webhook_secret.endpoint_id::text);
  return fresh;
end
$$;
comment on function public.rotate_webhook_secret(uuid) is
  'A new secret, given this once; the old one counts for another day. ATNOF, ATNOM.';
call atrium.own_as_definer('public.rotate_webhook_secret(uuid)'::regprocedure);
grant execute on function public.create_webhook_endpoint(text, text, text[], text), public.rotate_webhook_secret(uuid)
  to authenticated;
