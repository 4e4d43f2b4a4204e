-- Owner and admin ask and take back, for their agency; the job is the operator's.
select tests.two_agencies();
do $$
declare
  caller text;
begin
  perform tests.act('owner');
  perform public.remove_member(tests.id('creative'));
  perform tests.named('asked', public.request_erasure(tests.id('creative')));
  perform tests.reset();
  assert tests.may_do('select public.cancel_erasure(tests.id(''asked''))', 'owner', 'admin');
  assert tests.may_not('select public.cancel_erasure(tests.id(''asked''))', 'leadership', 'stranger');
  assert tests.may_not('select public.request_erasure(tests.id(''creative''))', 'leadership', 'stranger');
  foreach caller in array array['anon', 'authenticated', 'atrium_gateway', 'atrium_auth'] loop
    assert not has_function_privilege(caller, 'atrium.run_erasures()', 'execute'), caller || ' may run the job';
  end loop;
end $$;
