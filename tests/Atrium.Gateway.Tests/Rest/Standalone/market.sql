-- Another database without the kernel: what is described of it, how it is called, and what its roles bring along.
create schema market;
create schema cellar;
comment on schema market is E'Market\n\nStalls and who keeps them.\nOpen on Saturdays.';

create type market.season as enum ('spring', 'autumn');
create table cellar.keepers (id int primary key, name text not null);
create view market.keepers as select id, name from cellar.keepers;
create table market.stalls (
  id        int primary key,
  season    market.season not null default 'spring',
  keeper_id int references cellar.keepers,
  tags      text[]
);
comment on column market.stalls.keeper_id is 'Who keeps it.';
insert into cellar.keepers values (1, 'Ada'), (2, 'Bob');
insert into market.stalls values (1, 'spring', 1, '{a}'), (2, 'autumn', 2, '{b}');

create function market.open(season market.season, days int default 7) returns text language sql stable as
  $$ select season || ' for ' || days $$;
create function market.joined(variadic words text[] default '{}') returns text language sql immutable as
  $$ select array_to_string(words, '+') $$;
create function market.labelled(mark char(3), bits bit(4)) returns text language sql immutable as
  $$ select mark || bits::text $$;
create function market.read_whole(text) returns text language sql immutable as $$ select $1 $$;
create function market.own_type() returns text language sql as
  $$ select set_config('response.headers', '[{"Content-Type": "text/stall"}]', true) $$;
create function market.setting(name text) returns text language sql stable as $$ select current_setting(name) $$;
create function market.isolated() returns text language sql stable set default_transaction_isolation = 'serializable' as
  $$ select current_setting('transaction_isolation') $$;
do $$ begin
  execute format('alter role anon in database %I set statement_timeout = %L', current_database(), '7654ms');
  execute format(
    'alter role anon in database %I set default_transaction_isolation = %L', current_database(), 'repeatable read');
end $$;

grant usage on schema market to anon, authenticated;
grant select on all tables in schema market to anon, authenticated;
grant execute on all functions in schema market to anon, authenticated;
