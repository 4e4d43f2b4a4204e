-- No change of stage, status or health without its event.
select tests.two_agencies();
do $$
begin
  assert (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class
    where oid in ('public.client_stage_events'::regclass, 'public.client_state_events'::regclass)), 'not forced';
  assert (select count(*) = 1 and bool_and(from_stage_id is null) from public.client_stage_events
    where client_id = tests.id('a1')), 'the first placing is not written';
  assert (select count(*) = 2 from public.client_state_events where client_id = tests.id('a1')),
    'first values are missing';
  update public.clients set stage_id = (select s.id from public.client_stages s
    where s.agency_id = tests.id('a') and s.name = 'Live'), health_status = 'red', health_reason = 'silence',
    status = 'on_hold' where id = tests.id('a1');
  assert (select count(*) = 2 from public.client_stage_events where client_id = tests.id('a1')), 'a move left no event';
  assert exists (select from public.client_state_events where client_id = tests.id('a1') and kind = 'health'
    and (old_value, new_value, reason) = ('green', 'red', 'silence')), 'a change of health left no event';
  assert exists (select from public.client_state_events where client_id = tests.id('a1') and kind = 'status'
    and (old_value, new_value) = ('active', 'on_hold')), 'a change of status left no event';
  assert tests.refused($x$update public.client_stage_events set moved_at = now() - interval '1 year'$x$, 'ATIMM'),
    'history can be rewritten';
  assert tests.refused($x$update public.client_state_events set new_value = 'green'$x$, 'ATIMM'),
    'history can be rewritten';
  assert tests.refused($x$delete from public.client_stages where id = (select c.stage_id from public.clients c
    where c.id = tests.id('a1'))$x$, '23503'), 'a stage went from under a client';
end $$;
