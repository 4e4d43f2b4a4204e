-- A small library that has one of everything the surface must serve, for two agencies. Made by the superuser,
-- without the guard against open tables: what the surface does with one is its own business.
alter event trigger atrium_guard disable;
create function tests.agency_of(slug text) returns uuid language sql stable
as $$ select id from public.agencies a where a.slug = agency_of.slug $$;

insert into public.agencies (id, name, slug) values
  ('a0000000-0000-4000-8000-000000000001', 'North', 'north'),
  ('b0000000-0000-4000-8000-000000000001', 'South', 'south');
insert into auth.users (id, email, email_confirmed_at) values
  ('a0000000-0000-4000-8000-00000000000a', 'ann@north.test', now()),
  ('b0000000-0000-4000-8000-00000000000b', 'bob@south.test', now());
insert into public.users (id, email) select id, email from auth.users on conflict do nothing;
insert into public.memberships (agency_id, user_id, role) values
  (tests.agency_of('north'), 'a0000000-0000-4000-8000-00000000000a', 'owner'),
  (tests.agency_of('south'), 'b0000000-0000-4000-8000-00000000000b', 'owner');

create domain public.shelf_status as text check (value in ('in', 'out', 'lost'));

create table public.genres (id int primary key, name text not null unique);
create table public.authors (
  id        uuid primary key default gen_random_uuid(),
  agency_id uuid not null default atrium.current_agency_id() references public.agencies,
  name      text not null,
  email     extensions.citext,
  born      date,
  tags      text[] not null default '{}',
  data      jsonb not null default '{}',
  mentor_id uuid,
  unique (agency_id, id),
  unique (agency_id, name),
  constraint authors_mentor foreign key (mentor_id) references public.authors,
  constraint authors_born check (born > '1000-01-01')
);
comment on table public.authors is 'Who wrote.';
comment on column public.authors.tags is 'Free words.';
create table public.books (
  id        uuid primary key default gen_random_uuid(),
  agency_id uuid not null default atrium.current_agency_id(),
  author_id uuid not null,
  editor_id uuid,
  title     text not null,
  price     numeric(10, 2),
  published date,
  status    public.shelf_status not null default 'in',
  pages     int,
  loan      daterange,
  words     tsvector generated always as (to_tsvector('english', title)) stored,
  constraint books_author foreign key (agency_id, author_id) references public.authors (agency_id, id)
    on delete cascade,
  constraint books_editor foreign key (agency_id, editor_id) references public.authors (agency_id, id)
);
create table public.covers (
  book_id uuid primary key references public.books on delete cascade,
  colour  text not null,
  secret  text
);
create table public.book_genres (
  book_id  uuid not null references public.books on delete cascade,
  genre_id int not null references public.genres,
  primary key (book_id, genre_id)
);
create table public.hidden (id int primary key);
create table public."Odd ""names"" §" (id int primary key, "a.b" text, "with,comma" text);
insert into public."Odd ""names"" §" values (1, 'dot', 'comma');

create view public.book_overview with (security_invoker = true) as
  select b.id, b.title, b.author_id, b.agency_id, a.name as author_name, b.price * 2 as double_price
  from public.books b join public.authors a on a.id = b.author_id;

create function public.initials(authors) returns text language sql stable
as $$ select string_agg(left(w, 1), '') from regexp_split_to_table($1.name, ' ') w $$;
create function public.newest_books(authors) returns setof public.books language sql stable
as $$ select * from public.books b where b.author_id = $1.id order by b.published desc $$;
create function public.add(a int, b int default 10) returns int language sql immutable as $$ select a + b $$;
create function public.titles() returns setof text language sql stable
as $$ select title from public.books order by title $$;
create function public.books_cheaper_than(most numeric) returns setof public.books language sql stable
as $$ select * from public.books where price < most $$;
create function public.first_author() returns public.authors language sql stable
as $$ select * from public.authors order by name limit 1 $$;
create function public.totals() returns table (kind text, amount bigint) language sql stable
as $$ select 'books', count(*) from public.books union all select 'authors', count(*) from public.authors $$;
create function public.nothing() returns void language sql volatile as $$ select $$;
create function public.whole(json) returns int language sql immutable as $$ select json_array_length($1) $$;
create function public.joined(sep text, variadic words text[]) returns text language sql immutable
as $$ select array_to_string(words, sep) $$;
create function public.twin(a int) returns text language sql immutable as $$ select 'int' $$;
create function public.twin(a text) returns text language sql immutable as $$ select 'text' $$;
create function public.bytes() returns bytea language sql immutable as $$ select '\x00ff'::bytea $$;
create function public.my_agency() returns uuid language sql stable as $$ select atrium.current_agency_id() $$;
create function public.fail(code text, message text default 'It failed.') returns void language plpgsql as $$
begin
  raise exception using errcode = code, message = message, detail = 'More.', hint = 'Do this.';
end $$;
create function public.teapot() returns text language sql volatile as $$
  select set_config('response.status', '418', true);
  select set_config('response.headers', '[{"X-Tea": "green"}]', true);
  select 'short and stout';
$$;
create function public.add_genre(id int, name text) returns public.genres language sql volatile
as $$ insert into public.genres values (id, name) returning * $$;
create function public.slow() returns void language sql volatile as $$ select pg_sleep(30) $$;

do $$
declare t text;
begin
  foreach t in array array['genres', 'authors', 'books', 'covers', 'book_genres', 'hidden', 'Odd "names" §'] loop
    execute format('alter table public.%I owner to atrium_owner', t);
    execute format('alter table public.%I enable row level security', t);
    execute format('alter table public.%I force row level security', t);
    execute format('grant all on public.%I to service_role', t);
  end loop;
end $$;
create policy own on public.authors to authenticated using (agency_id = (select atrium.current_agency_id()));
create policy own on public.books to authenticated using (agency_id = (select atrium.current_agency_id()));
create policy own on public.covers to authenticated using (book_id = any (array(select id from public.books)));
create policy own on public.book_genres to authenticated using (book_id = any (array(select id from public.books)));
create policy everyone on public.genres to authenticated using (true);
create policy everyone on public."Odd ""names"" §" to authenticated using (true);
grant select, insert, update, delete on public.authors, public.books, public.book_genres, public.genres
  to authenticated;
grant select (book_id, colour), insert (book_id, colour), update (colour), delete on public.covers to authenticated;
grant select on public.book_overview, public."Odd ""names"" §" to authenticated;

insert into public.genres values (1, 'Novel'), (2, 'Essay'), (3, 'Poem');
insert into public.authors (id, agency_id, name, email, born, tags, data, mentor_id) values
  ('a1000000-0000-4000-8000-000000000001', tests.agency_of('north'), 'Ada Lovelace', 'Ada@north.test', '1815-12-10',
   '{maths,verse}', '{"city": "London", "prizes": [{"year": 1840}, {"year": 1843}]}', null),
  ('a1000000-0000-4000-8000-000000000002', tests.agency_of('north'), 'Bo Li', 'bo@north.test', null,
   '{}', '{"city": null}', 'a1000000-0000-4000-8000-000000000001'),
  ('a1000000-0000-4000-8000-000000000003', tests.agency_of('north'), 'Cy "Q", Day', null, '1990-01-02',
   '{verse}', '{}', 'a1000000-0000-4000-8000-000000000001'),
  ('b1000000-0000-4000-8000-000000000001', tests.agency_of('south'), 'Zed South', 'zed@south.test', '1950-01-01',
   '{}', '{"city": "Rome"}', null);
insert into public.books (id, agency_id, author_id, editor_id, title, price, published, status, pages, loan) values
  ('a2000000-0000-4000-8000-000000000001', tests.agency_of('north'), 'a1000000-0000-4000-8000-000000000001',
   'a1000000-0000-4000-8000-000000000002', 'Notes on Engines', 12.50, '1843-09-01', 'in', 66,
   '[2024-01-01,2024-02-01)'),
  ('a2000000-0000-4000-8000-000000000002', tests.agency_of('north'), 'a1000000-0000-4000-8000-000000000001',
   null, 'Letters', 7.00, '1840-01-01', 'out', 200, null),
  ('a2000000-0000-4000-8000-000000000003', tests.agency_of('north'), 'a1000000-0000-4000-8000-000000000002',
   null, 'Running Engines', null, '2020-05-05', 'lost', 320, null),
  ('b2000000-0000-4000-8000-000000000001', tests.agency_of('south'), 'b1000000-0000-4000-8000-000000000001',
   null, 'Southern Engines', 99.00, '1999-01-01', 'in', 10, null);
insert into public.covers values
  ('a2000000-0000-4000-8000-000000000001', 'green', 's1'), ('b2000000-0000-4000-8000-000000000001', 'south-red', 's2');
insert into public.book_genres values
  ('a2000000-0000-4000-8000-000000000001', 2), ('a2000000-0000-4000-8000-000000000001', 1),
  ('a2000000-0000-4000-8000-000000000003', 1), ('b2000000-0000-4000-8000-000000000001', 3);
