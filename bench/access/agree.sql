-- pg_temp.agree(pairs): for random people, rows and operations, what atrium.explain says and what the database does
-- when that person tries. Run by a superuser; every attempt is taken back.
create function pg_temp.outcome(person uuid, agency uuid, relation regclass, key text, id text, operation text)
returns boolean language plpgsql as $$
declare
  touched bigint;
  -- the first column that callers may write; the key, which they may not, where there is none
  written text := coalesce((select quote_ident(a.attname) from pg_attribute a where a.attrelid = relation
    and a.attnum > 0 and not a.attisdropped and has_column_privilege('authenticated', relation, a.attnum, 'update')
    order by a.attnum limit 1), key);
begin
  perform atrium.enter(jsonb_build_object('sub', person, 'role', 'authenticated', 'agency_id', agency));
  set local role authenticated;
  execute format(case operation when 'select' then 'select 1 from %1$s where %2$s::text = %3$L'
    when 'update' then 'update %1$s set %4$s = %4$s where %2$s::text = %3$L'
    else 'delete from %1$s where %2$s::text = %3$L' end, relation, key, id, written);
  get diagnostics touched = row_count;
  raise sqlstate '09000' using message = touched::text;
exception
  when sqlstate '09000' then
    return sqlerrm::bigint > 0;
  when insufficient_privilege then
    return false;
  when others then
    return true; -- a key or a rule of the table refuses it: grants and policies did not
end $$;

create function pg_temp.agree(pairs int, seed double precision default 0.5)
returns table (asked bigint, allowed bigint, disagreeing jsonb) language plpgsql as $$
begin
  perform setseed(seed);
  create temp table tables on commit drop as
    select row_number() over (order by c.oid) as number, c.oid::regclass as relation, quote_ident(a.attname) as key,
      null::text[] as ids
    from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
      join lateral (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum = any (i.indkey)
        order by a.attname <> 'id', a.attnum limit 1) a on true
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition;
  declare
    one record;
    found_ids text[];
  begin
    for one in select * from tables loop
      execute format('select array_agg(id) from (select %s::text as id from %s order by random() limit 100) r',
        one.key, one.relation) into found_ids;
      update tables t set ids = found_ids where t.number = one.number;
    end loop;
  end;
  delete from tables t where t.ids is null;
  return query
    with people as (
      select row_number() over (order by m.id) as number, m.user_id, m.agency_id from public.memberships m
    ), places as (
      select row_number() over (order by t.number) as number, t.relation, t.key, t.ids from tables t
    ), drawn as materialized (
      select n, 1 + floor(random() * (select count(*) from people))::int as person,
        1 + floor(random() * (select count(*) from places))::int as place, random() as which,
        (array['select', 'select', 'update', 'delete'])[1 + floor(random() * 4)::int] as operation
      from generate_series(1, pairs) n
    ), chosen as materialized (
      select p.user_id, p.agency_id, t.relation, t.key, d.operation,
        t.ids[1 + floor(d.which * cardinality(t.ids))::int] as id
      from drawn d join people p on p.number = d.person join places t on t.number = d.place
    ), answered as materialized (
      select c.*, atrium.explain(c.user_id, c.agency_id, c.relation, c.id, c.operation) as told,
        pg_temp.outcome(c.user_id, c.agency_id, c.relation, c.key, c.id, c.operation) as done
      from chosen c
    )
    select count(*), count(*) filter (where a.done),
      coalesce(jsonb_agg(a.told || jsonb_build_object('done', a.done))
        filter (where a.done is distinct from (a.told ->> 'allowed')::boolean), '[]')
    from answered a;
end $$;
