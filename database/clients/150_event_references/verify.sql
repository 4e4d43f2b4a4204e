-- Not even the operator writes a foreign stage or person into a client's history.
select tests.two_agencies();
do $$
declare
  far uuid := (select s.id from public.client_stages s where s.agency_id = tests.id('b') limit 1);
  near uuid := (select s.id from public.client_stages s where s.agency_id = tests.id('a') limit 1);
begin
  assert tests.refused(format('insert into public.client_stage_events (client_id, from_stage_id, to_stage_id)
    values (%L, %L, %L)', tests.id('a1'), far, near), 'ATVAL'), 'a foreign stage is let in';
  assert tests.refused(format('insert into public.client_stage_events (client_id, to_stage_id, moved_by)
    values (%L, %L, %L)', tests.id('a1'), near, tests.id('stranger')), 'ATVAL'), 'a foreign person is let in';
  assert tests.refused(format($x$insert into public.client_state_events (client_id, kind, new_value, changed_by)
    values (%L, 'health', 'red', %L)$x$, tests.id('a1'), tests.id('stranger')), 'ATVAL'), 'a foreign person is let in';
  assert tests.works(format('insert into public.client_stage_events (client_id, to_stage_id, moved_by)
    values (%L, %L, %L)', tests.id('a1'), near, tests.id('pm'))), 'the own stage is refused';
end $$;
