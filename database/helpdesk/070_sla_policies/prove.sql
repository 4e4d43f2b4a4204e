-- Staff read what is promised; administrators promise.
select tests.help_desk();
insert into public.sla_policies (id, agency_id, name) values
  (tests.named('policy', gen_random_uuid()), tests.id('a'), 'Gold'),
  (tests.named('policyb', gen_random_uuid()), tests.id('b'), 'Gold');
do $$
begin
  assert tests.may_do($x$select from public.sla_policies where id = tests.id('policy')$x$, 'agent');
  assert tests.may_not($x$select from public.sla_policies where id = tests.id('policy')$x$, 'customer', 'stranger');
  assert tests.may_do($x$insert into public.sla_targets (policy_id, priority, resolution_minutes)
    values (tests.id('policy'), 'urgent', 60)$x$, 'admin');
  assert tests.may_not($x$insert into public.sla_targets (policy_id, priority, resolution_minutes)
    values (tests.id('policy'), 'urgent', 60)$x$, 'agent', 'customer', 'stranger');
  assert tests.may_not($x$insert into public.sla_targets (policy_id, priority, resolution_minutes)
    values (tests.id('policyb'), 'urgent', 60)$x$, 'owner');
  assert tests.may_not($x$update public.sla_policies set is_active = false where id = tests.id('policy')$x$, 'pm',
    'stranger');
end $$;
