-- One agency with 1,000 clients and :rows communications, few of the clients having most; 200 others with 20 clients
-- and 2,000 rows each; and the same rows again in a table as it would be with an agency column. Triggers are off: only
-- the reading is measured.
\timing off
begin;
set local session_replication_role = replica;
insert into public.agencies (id, name, slug)
select md5('agency' || a)::uuid, 'Agency ' || a, 'agency-' || a from generate_series(0, 200) a;
insert into public.client_stages (id, agency_id, name, position, purpose)
select md5('stage' || a)::uuid, md5('agency' || a)::uuid, 'Live', 0, 'live' from generate_series(0, 200) a;
insert into public.clients (id, agency_id, code, name, stage_id)
select md5('client' || a || '-' || c)::uuid, md5('agency' || a)::uuid, 'C' || c, 'Client ' || c, md5('stage' || a)::uuid
from generate_series(0, 200) a, lateral generate_series(1, case a when 0 then 1000 else 20 end) c;
insert into auth.users (id, email)
select md5(name)::uuid, name || '@bench.test' from unnest(array['member', 'some']) name;
insert into public.users (id, email) select id, email from auth.users;
insert into public.memberships (agency_id, user_id, role, client_scope) values
  (md5('agency0')::uuid, md5('member')::uuid, 'account', 'all'),
  (md5('agency0')::uuid, md5('some')::uuid, 'member', 'some');
insert into public.client_access (agency_id, user_id, client_id)
select md5('agency0')::uuid, md5('some')::uuid, md5('client0-' || c)::uuid from generate_series(10, 12) c;

-- without the index for words, whose making takes longer than all the rest and which no list reads
drop index public.communications_text;
insert into public.communications (id, client_id, type, direction, subject, body, "timestamp", thread_key)
select id, client_id, 'email', case n % 3 when 0 then 'outbound' else 'inbound' end, 'Subject ' || n,
  'Some words of a mail',
  now() - make_interval(secs => n * 37 + random() * 30), id::text
from (
  select gen_random_uuid() as id, n,
    case when n <= :rows then md5('client0-' || (1 + floor(1000 * power(random(), 2)))::int)::uuid
      else md5('client' || 1 + n % 200 || '-' || 1 + n / 200 % 20)::uuid end as client_id
  from generate_series(1, :rows + 200 * 2000) n) made;
commit;

begin;
create table public.with_agency (
  id uuid primary key, agency_id uuid not null, client_id uuid not null, type public.communication_type not null,
  direction public.communication_direction, subject text, body text, "timestamp" timestamptz not null);
alter table public.with_agency enable row level security, force row level security;
commit;
insert into public.with_agency
select m.id, c.agency_id, m.client_id, m.type, m.direction, m.subject, m.body, m."timestamp"
from public.communications m join public.clients c on c.id = m.client_id;
create index with_agency_newest on public.with_agency (agency_id, "timestamp" desc);
create policy with_agency_select on public.with_agency for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('communications:select')));
grant select on public.with_agency to authenticated;
vacuum analyze;
