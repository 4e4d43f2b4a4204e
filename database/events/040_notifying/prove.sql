-- Staff tell members of the own agency; jobs and senders are the operator's.
select tests.two_agencies();
do $$
declare
  caller text;
  job text;
begin
  assert tests.may_do($x$select public.create_notification(tests.id('a'), tests.id('pm'), 'shared', 'x', 'x')$x$,
    'owner', 'agent');
  assert tests.may_not($x$select public.create_notification(tests.id('a'), tests.id('pm'), 'shared', 'x', 'x')$x$,
    'member', 'customer', 'stranger');
  assert tests.may_not($x$select public.create_notification(tests.id('b'), tests.id('stranger'), 'shared', 'x', 'x')$x$,
    'owner');
  foreach job in array array['public.expire_old_notifications()', 'atrium.claim_deliveries(integer, interval)',
    'atrium.settle_delivery(uuid, text, text, text)'] loop
    foreach caller in array array['anon', 'authenticated', 'atrium_auth', 'atrium_gateway'] loop
      assert not has_function_privilege(caller, job, 'execute'), format('%s may run %s', caller, job);
    end loop;
    assert has_function_privilege('service_role', job, 'execute'), job;
  end loop;
end $$;
