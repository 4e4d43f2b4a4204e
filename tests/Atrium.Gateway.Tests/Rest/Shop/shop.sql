-- A database without the kernel, as anybody may have one: what the standalone server is tested on.
create schema shop;
create schema depot;
create schema attic;

create table shop.makers (id int primary key, name text not null unique);
create table shop.toys (
  id       int primary key,
  name     text not null,
  price    numeric(8, 2) not null default 1,
  maker_id int constraint maker references shop.makers,
  facts    jsonb not null default '{}'
);
create table shop.kits (id int primary key, name text);
create table shop.kit_toys (
  kit_id int references shop.kits, toy_id int references shop.toys, pieces int, primary key (kit_id, toy_id));
create table shop.swaps (
  id int primary key, gives int references shop.makers, takes int references shop.makers);
create table shop.hidden (id int primary key);
create table shop.slips (id int generated always as identity, note text not null default '-');
create table shop.toy_boxes (id int primary key);
create table attic.boxed (
  box_id int references shop.toy_boxes, toy_id int references shop.toys, primary key (box_id, toy_id));
create table depot.toys (id int primary key, shelf text);

insert into shop.makers values (1, 'Bohm'), (2, 'Carr'), (3, 'Dahl');
insert into shop.toys values
  (1, 'kite', 4.50, 1, '{"size": [3, 4]}'), (2, 'top', 2.00, 1, '{"-1 a": "x"}'), (3, 'yo-yo', 3.25, 2, '{}'),
  (4, 'ball', 1.00, null, '{}');
insert into shop.kits values (1, 'rain'), (2, 'sun'), (3, 'none');
insert into shop.kit_toys values (1, 2, 5), (1, 3, 1), (2, 1, 2), (2, 2, 4), (2, 3, 6);
insert into depot.toys values (7, 'A');

create view shop.gifts as
  select m.id, t.id as toy_id from shop.makers m left join shop.toys t on t.maker_id = m.id;
create function depot.give() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger give instead of insert on shop.gifts for each row execute function depot.give();
create function shop.motto(shop.makers) returns text language sql immutable as $$ select $1.name || '!' $$;

create view shop.cheap as select id, name, maker_id from shop.toys where price < 4;

create domain shop."text/plain" as text;
create function shop.hello(name text) returns text language sql immutable as $$ select 'Hello, ' || name $$;
create function shop.label(id int) returns shop."text/plain" language sql stable as
  $$ select t.name::shop."text/plain" from shop.toys t where t.id = label.id $$;
create function shop.made_by(shop.toys) returns setof shop.makers language sql stable rows 1 as
  $$ select m.* from shop.makers m where m.id = $1.maker_id $$;
create function shop.raw(text) returns text language sql immutable as $$ select upper($1) $$;
create function shop.asked(setting text, name text) returns text language sql stable as
  $$ select current_setting(setting)::jsonb ->> name $$;
create function shop.teapot() returns void language plpgsql as $$
begin
  raise sqlstate 'PGRST' using message = '{"code": "T", "message": "short and stout"}',
    detail = '{"status": 418, "headers": {"X-Lid": "on"}}';
end $$;
create function shop.gate() returns void language plpgsql as $$
begin
  if current_setting('request.jwt.claims')::jsonb ->> 'banned' = 'yes' then
    raise 'You are banned' using hint = 'Ask the keeper';
  end if;
end $$;

-- Kept in grams, shown and sent in kilograms.
create domain shop.weight as int;
create function shop.weight_shown(shop.weight) returns json language sql immutable as
  $$ select to_json(($1 / 1000.0)::float8 || ' kg') $$;
create function shop.weight_read(text) returns shop.weight language sql immutable as
  $$ select (replace($1, ' kg', '')::numeric * 1000)::int::shop.weight $$;
create function shop.weight_parsed(json) returns shop.weight language sql immutable as
  $$ select shop.weight_read($1 #>> '{}') $$;
create cast (shop.weight as json) with function shop.weight_shown as implicit;
create cast (text as shop.weight) with function shop.weight_read as implicit;
create cast (json as shop.weight) with function shop.weight_parsed as implicit;
create table shop.scales (reach shop.weight primary key default 500, name text);
create table shop.parcels (id int primary key, weight shop.weight, toy_id int references shop.toys);
insert into shop.parcels values (1, 250, 1), (2, 1500, 2), (3, null, 2);
create function shop.parcels_above(grams int) returns setof shop.parcels language sql stable as
  $$ select * from shop.parcels where weight > grams $$;
create function shop.is_heavy(shop.parcels) returns boolean language sql immutable as $$ select $1.weight > 1000 $$;
create function shop.is_heavy(shop.toys) returns boolean language sql immutable as $$ select false $$;

create type shop.spot as (x int, y int);
create function shop.spots() returns table (id int, at shop.spot) language sql immutable as
  $$ values (1, row(3, 4)::shop.spot), (2, row(5, 6)::shop.spot) $$;

grant usage on schema shop, depot to anon, authenticated;
grant select, insert, update, delete on all tables in schema shop, depot to anon, authenticated;
grant execute on all functions in schema shop to anon, authenticated;
revoke all on shop.hidden from anon;
