-- :chunks passages in all; the vectors lie around 200 centres that all agencies share, so that the nearest of one
-- agency have many of the others' between them.
\timing off
begin;
set local session_replication_role = replica;
create schema bench;
grant usage on schema bench to authenticated;
create table bench.shares (n int, share numeric);
insert into bench.shares values (0, 0.5), (1, 0.2), (2, 0.1), (3, 0.05), (4, 0.02), (5, 0.01), (6, 0.005), (7, 0.001),
  (8, 0.114);
insert into public.agencies (id, name, slug) select md5('agency' || n)::uuid, 'Agency ' || n,
  'agency-' || n from bench.shares;
insert into auth.users (id, email) select md5('person' || n)::uuid, n || '@bench.test' from bench.shares;
insert into public.users (id, email) select id, email from auth.users;
insert into public.memberships (agency_id, user_id, role)
select md5('agency' || n)::uuid, md5('person' || n)::uuid, 'pm' from bench.shares;
insert into public.knowledge_documents (id, agency_id, doc_type, title, content)
select md5('document' || n || '-' || d)::uuid, md5('agency' || n)::uuid, 'guide', 'Document ' || d, 'x'
from bench.shares, lateral generate_series(1, greatest((:chunks * share / 20)::int, 1)) d;

create table bench.centres as
select c, (select array_agg(random() - 0.5 order by i)::real[] from generate_series(1, 1536) i where c is not null) as v
from generate_series(1, 200) c;
select pg_get_indexdef('public.knowledge_chunks_nearest'::regclass) as nearest \gset
drop index public.knowledge_chunks_nearest;
insert into public.knowledge_chunks (agency_id, document_id, chunk_index, title, content, start_offset, end_offset,
  embedding, embedding_model)
select md5('agency' || s.n)::uuid,
  md5('document' || s.n || '-' || 1 + k % greatest((:chunks * share / 20)::int, 1))::uuid,
  k, 'Document', 'words', 0, 1,
  (select array_agg(x + (random() - 0.5) * 0.7) from unnest(c.v) x where k is not null)::real[]::extensions.vector,
  'bench'
from bench.shares s, lateral generate_series(1, (:chunks * share)::int) k
  join bench.centres c on c.c = 1 + k * 7919 % 200;
create table bench.questions as
select q,
  (select array_agg(x + (random() - 0.5) * 0.7) from unnest(c.v) x where q is not null)::real[]::extensions.vector
  as v
from generate_series(1, 40) q join bench.centres c on c.c = 1 + q * 7 % 200;
grant select on bench.questions to authenticated;
commit;
set maintenance_work_mem = '1GB';
:nearest;
vacuum analyze;
