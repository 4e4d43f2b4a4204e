-- Forty questions of a member of each agency: of the ten nearest, how many search finds, and how long it takes.
\pset footer off
create function pg_temp.ask(agency int, out recall numeric, out median_ms numeric) language plpgsql as $$
declare
  question record;
  exact uuid[];
  found uuid[];
  asked timestamptz;
  hits int := 0;
  times numeric[] := '{}';
begin
  for question in select * from bench.questions loop
    set local role none;
    set local enable_indexscan = off;
    exact := array(select c.id from public.knowledge_chunks c where c.agency_id = md5('agency' || agency)::uuid
      order by c.embedding operator(extensions.<=>) question.v limit 10);
    set local enable_indexscan = on;
    perform atrium.enter(jsonb_build_object('sub', md5('person' || agency)::uuid, 'agency_id',
      md5('agency' || agency)::uuid, 'role', 'authenticated'));
    set local role authenticated;
    asked := clock_timestamp();
    found := array(select s.chunk_id from public.search_knowledge(null, question.v, 'bench') s);
    times := times || extract(epoch from clock_timestamp() - asked) * 1000;
    hits := hits + (select count(*) from unnest(exact) e where e = any (found));
  end loop;
  set local role none;
  recall := round(hits / (10.0 * (select count(*) from bench.questions)), 3);
  median_ms := round((select percentile_cont(0.5) within group (order by s) from unnest(times) s)::numeric, 1);
end $$;
select s.share * 100 as percent_of_all, (select count(*) from public.knowledge_chunks c
    where c.agency_id = md5('agency' || s.n)::uuid) as passages, a.recall as recall_at_10, a.median_ms
from bench.shares s, lateral pg_temp.ask(s.n) a where s.n < 8 order by s.n;
