-- The desk takes the steps, of the own agency only.
select tests.desk();
insert into public.appointments (id, agency_id, contact_id, service_id, resource_id, scheduled_at)
values (tests.named('next', gen_random_uuid()), tests.id('a'), tests.id('ben'), tests.id('checkup'), tests.id('room'),
  now() - interval '1 day');
do $$
declare
  step text;
begin
  foreach step in array array['confirm', 'start', 'complete', 'cancel'] loop
    step := format('select public.%s_appointment(tests.id(''next''))', step);
    assert tests.may_do(step, 'agent') and tests.may_not(step, 'finance', 'member', 'stranger');
  end loop;
  assert tests.may_do('select public.mark_no_show(tests.id(''next''))', 'account');
  assert tests.may_not('select public.mark_no_show(tests.id(''next''))', 'creative', 'stranger');
  assert tests.may_do('select public.delete_appointment(tests.id(''next''))', 'leadership');
  assert tests.may_not('select public.delete_appointment(tests.id(''next''))', 'agent', 'stranger');
  perform tests.become_anon();
  assert tests.refused('select public.cancel_appointment(tests.id(''next''))', '42501'), 'anon cancels';
  perform tests.reset();
end $$;
