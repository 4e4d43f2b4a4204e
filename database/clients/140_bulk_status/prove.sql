-- Whoever may not set one status sets none of many: the answer says so for each client, and nothing changes.
select tests.two_agencies();
do $$
declare
  person text;
  refused integer;
begin
  foreach person in array array['finance', 'member', 'customer', 'stranger'] loop
    perform tests.act(person);
    select count(s.refusal) into refused from public.set_clients_status(array[tests.id('a1')], 'on_hold') s;
    assert refused = 1, person || ' sets a status';
  end loop;
  perform tests.become_anon();
  assert tests.refused($x$select from public.set_clients_status(array[tests.id('a1')], 'on_hold')$x$, '42501'), 'anon';
end $$;
