-- Twenty agencies, each with an owner, a project manager and fifty clients.
insert into auth.users (id, email, email_confirmed_at)
select gen_random_uuid(), format('%s%s@isolation.test', role, n), now()
from generate_series(1, 20) as n, unnest(array['owner', 'pm']) as role;
insert into public.users (id, email) select u.id, u.email from auth.users u on conflict (id) do nothing;
insert into public.agencies (name, slug) select 'Isolation ' || n, 'isolation-' || n from generate_series(1, 20) as n;
insert into public.memberships (agency_id, user_id, role, client_scope)
select a.id, u.id, role, 'all'
from generate_series(1, 20) as n join public.agencies a on a.slug = 'isolation-' || n,
  unnest(array['owner', 'pm']) as role join public.users u on true
where u.email = format('%s%s@isolation.test', role, n);
insert into public.clients (agency_id, name, code)
select a.id, 'Client ' || n, 'C' || n from public.agencies a, generate_series(1, 50) as n;
