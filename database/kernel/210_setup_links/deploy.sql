-- How the first person of a deployment without demo data signs up: a link that the server prints once.
create table atrium.setup_links (
  id         uuid not null default gen_random_uuid(),
  token_hash bytea not null,
  expires_at timestamptz not null,
  used_at    timestamptz,
  created_at timestamptz not null default now(),
  constraint setup_links_pkey primary key (id),
  constraint setup_links_hash unique (token_hash),
  constraint setup_links_length check (octet_length(token_hash) = 32)
);
comment on table atrium.setup_links is 'Links that let a first person sign up, once. Not exposed.';
comment on column atrium.setup_links.id is 'Identifier.';
comment on column atrium.setup_links.token_hash is 'SHA-256 of the token in the link.';
comment on column atrium.setup_links.expires_at is 'From then on it lets nobody in.';
comment on column atrium.setup_links.used_at is 'When it was used; it can be once.';
comment on column atrium.setup_links.created_at is 'When it was printed; UTC.';

create function atrium.create_setup_link(valid_for interval default '24 hours') returns text
language plpgsql
as $$
declare
  token text := atrium.new_token();
begin
  if valid_for not between interval '1 minute' and interval '7 days' then
    perform atrium.refuse('ATVAL', 'A set-up link is valid for one minute to seven days.');
  end if;
  insert into atrium.setup_links (token_hash, expires_at) values (sha256(convert_to(token, 'UTF8')), now() + valid_for);
  return token;
end
$$;
comment on function atrium.create_setup_link(interval) is
  'Makes a set-up link and gives its token, this once. For the operator.';
call atrium.own_as_definer('atrium.create_setup_link(interval)'::regprocedure);
grant execute on function atrium.create_setup_link(interval) to service_role;

create function atrium.use_setup_link(token text) returns boolean
language sql
as $$
  with used as (
    update atrium.setup_links set used_at = now()
    where token_hash = sha256(convert_to(token, 'UTF8')) and used_at is null and expires_at > now()
    returning 1)
  select exists (select from used)
$$;
comment on function atrium.use_setup_link(text) is 'Uses a set-up link up; whether it was good. For sign-in.';
call atrium.own_as_definer('atrium.use_setup_link(text)'::regprocedure);
grant execute on function atrium.use_setup_link(text) to atrium_auth;
