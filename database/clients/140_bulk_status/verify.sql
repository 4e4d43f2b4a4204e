-- Each client for itself, and a wrong value for none.
select tests.two_agencies();
do $$
declare
  answer text[];
begin
  perform tests.act('account');
  select array_agg(coalesce(s.refusal, 'done') order by s.client_id = tests.id('b1'), s.client_id) into answer
  from public.set_clients_status(array[tests.id('a1'), tests.id('b1'), tests.id('a2'), tests.id('a1')], 'on_hold') s;
  assert answer = array['done', 'done', 'This client does not exist or is not yours to see.'], answer::text;
  assert tests.sees($x$select from public.clients where status = 'on_hold'$x$, 2), 'not both on hold';
  assert tests.refused($x$select from public.set_clients_status(array[tests.id('a1')], 'churned')$x$, 'ATVAL');
  assert tests.refused($x$select from public.set_clients_status(array_fill(tests.id('a1'), array[501]), 'active')$x$,
    'ATVAL');
  assert tests.sees($x$select from public.clients where status = 'on_hold'$x$, 2), 'a refused change stayed';
end $$;
