-- Staff reads the history of the clients they see; nobody writes it.
select tests.two_agencies();
do $$
declare
  t text;
begin
  foreach t in array array['client_stage_events', 'client_state_events'] loop
    assert tests.may_do(format($x$select from public.%I where client_id = tests.id('a2')$x$, t), 'owner', 'admin',
      'leadership', 'finance', 'pm', 'account', 'creative', 'agent');
    assert tests.may_do(format($x$select from public.%I where client_id = tests.id('a1')$x$, t), 'member', 'writer');
    assert tests.may_not(format($x$select from public.%I where client_id = tests.id('a2')$x$, t), 'member', 'writer',
      'customer', 'stranger');
    assert tests.may_not(format($x$select from public.%I$x$, t), 'customer');
    assert tests.may_not(format($x$delete from public.%I$x$, t), 'owner', 'admin', 'stranger');
    assert tests.may_not(format($x$update public.%I set created_at = now()$x$, t), 'owner', 'admin');
  end loop;
  assert tests.may_not($x$insert into public.client_stage_events (client_id) values (tests.id('a1'))$x$, 'owner',
    'account');
  assert tests.may_not($x$insert into public.client_state_events (client_id, kind, new_value)
    values (tests.id('a1'), 'health', 'green')$x$, 'owner', 'account');
end $$;
