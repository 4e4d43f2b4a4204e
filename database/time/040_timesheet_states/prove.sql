-- Who decides: owner, finance and leadership on all, a pm on his teams' hours, nobody on his own.
select tests.time();
do $$
declare
  person text;
begin
  assert tests.may_do($x$select public.decide_timesheets(array[tests.id('asked')], true)$x$, 'owner', 'finance',
    'leadership', 'pm');
  foreach person in array array['creative', 'admin', 'customer', 'stranger'] loop
    perform tests.act(person);
    assert tests.refused($x$select public.decide_timesheets(array[tests.id('asked')], true)$x$,
      case person when 'creative' then 'ATNOM' else 'ATNOF' end), person;
  end loop;
  perform tests.act('pm');
  assert tests.refused($x$select public.decide_timesheets(array[tests.id('other')], true)$x$, 'ATNOM'), 'others'' team';
  assert tests.refused($x$select public.decide_timesheets(array[tests.id('inside')], true)$x$, 'ATNOM'), 'no team';
  assert tests.refused($x$select public.decide_timesheets(array[tests.id('pms')], true)$x$, 'ATNOM'), 'his own';
  assert tests.refused($x$select public.decide_timesheets(array[tests.id('far')], true)$x$, 'ATNOF'), 'far away';
  assert tests.refused($x$select public.reopen_timesheets(array[tests.id('done')], 'x')$x$, 'ATNOM'), 'a pm reopens';
  assert tests.refused($x$select public.lock_timesheets('2026-01-01')$x$, 'ATNOM'), 'a pm locks';
  perform tests.act('stranger');
  assert tests.refused($x$select public.decide_timesheets(array[tests.id('far')], true)$x$, 'ATNOM'), 'an owner''s own';
  perform tests.become_nobody();
  assert tests.refused($x$select public.submit_timesheet_week('2026-06-01')$x$, 'ATNOM'), 'nobody hands in';
  perform tests.become_anon();
  assert tests.refused($x$select public.submit_timesheet_week('2026-06-01')$x$, '42501'), 'anon hands in';
  perform tests.reset();
end $$;
