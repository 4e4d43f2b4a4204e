-- A very large agency (0), whose 20 clients have :rows communications, and a hundred others (1 to 100) with 20 clients
-- and 2,000 communications each. person0@, person1@ and person2@bench.test are of the first three.
begin;
set local session_replication_role = replica;
insert into public.agencies (id, name, slug)
select md5('agency' || a)::uuid, 'Agency ' || a, 'agency-' || a from generate_series(0, 100) a;
insert into public.client_stages (id, agency_id, name, position, purpose)
select md5('stage' || a)::uuid, md5('agency' || a)::uuid, 'Live', 0, 'live' from generate_series(0, 100) a;
insert into auth.users (id, email, encrypted_password, email_confirmed_at)
select md5('person' || a)::uuid, 'person' || a || '@bench.test',
  extensions.crypt('correct horse', extensions.gen_salt('bf', 10)), now()
from generate_series(0, 2) a;
insert into public.users (id, email, full_name) select id, email, 'Kim' from auth.users;
insert into public.memberships (id, agency_id, user_id, role, client_scope)
select md5('member' || a)::uuid, md5('agency' || a)::uuid, md5('person' || a)::uuid, 'account', 'all'
from generate_series(0, 2) a;
insert into public.clients (id, agency_id, code, name, stage_id, owner_id)
select md5('client' || a || '-' || c)::uuid, md5('agency' || a)::uuid, 'C' || c, 'Client ' || c,
  md5('stage' || a)::uuid, case when a < 3 then md5('member' || a)::uuid end
from generate_series(0, 100) a, generate_series(1, 20) c;

-- made anew in one go at the end: row by row it takes longer than all the rest
create temp table kept on commit drop as select pg_get_indexdef('public.communications_text'::regclass) as made;
drop index public.communications_text;
insert into public.communications (id, client_id, type, direction, subject, body, "timestamp", thread_key)
select id, client_id, 'email', case n % 3 when 0 then 'outbound' else 'inbound' end, 'Subject ' || n,
  'Some words of a mail', now() - make_interval(secs => n * 37 + random() * 30), id::text
from (
  select gen_random_uuid() as id, n,
    case when n <= :rows then md5('client0-' || (1 + n % 20))::uuid
      else md5('client' || 1 + n % 100 || '-' || 1 + n / 100 % 20)::uuid end as client_id
  from generate_series(1, :rows + 100 * 2000) n) made;
select made from kept \gexec
commit;
vacuum analyze;
