-- Moves and changes of health still write their history.
select tests.two_agencies();
do $$
begin
  assert tests.may_do($x$select public.set_client_health(tests.id('a1'), 'red', 'angry')$x$, 'account', 'pm');
  assert tests.may_not($x$insert into public.client_stage_events (client_id) values (tests.id('a1'))$x$, 'owner',
    'stranger');
end $$;
