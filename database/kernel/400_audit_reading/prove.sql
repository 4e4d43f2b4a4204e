-- Owner and admin of the agency named, nobody of another, nobody else.
select tests.two_agencies();
do $$
begin
  assert tests.may_do('select public.get_org_audit_logs(tests.id(''a''))', 'owner', 'admin');
  assert tests.may_do($x$select public.log_audit_event('x', 'x', 'x', 'x', tests.id('a'))$x$, 'owner');
  assert tests.may_not('select public.get_org_audit_logs(tests.id(''a''))', 'leadership', 'customer', 'stranger');
  assert tests.may_not('select public.get_org_audit_logs(tests.id(''b''))', 'owner');
  assert tests.may_not('select public.get_org_audit_logs(null)', 'owner');
  assert tests.may_not('select public.detect_suspicious_activity(tests.id(''a''))', 'leadership', 'stranger');
  assert tests.may_not($x$select public.log_audit_event('x', 'x', 'x', 'x', tests.id('a'))$x$, 'agent', 'stranger');
  perform tests.become_anon();
  assert tests.refused('select public.get_org_audit_logs(tests.id(''a''))', '42501'), 'anon';
  perform tests.become_nobody();
  assert tests.refused('select public.get_org_audit_logs(tests.id(''a''))', 'ATNOF'), 'nobody';
  perform tests.reset();
end $$;
