-- Phases start, stop, trade places and come as a set.
select tests.studio();
do $$
declare
  made uuid[];
begin
  perform tests.act('pm');
  assert tests.refused($x$select public.move_phase(tests.id('p1'), 'completed')$x$, 'ATSTA'),
    'completed before it began';
  perform public.move_phase(tests.id('p1'), 'in_progress');
  assert (select actual_start_date = (now() at time zone 'UTC')::date
    and actual_end_date is null from public.campaign_phases
    where id = tests.id('p1')), 'the start is not kept';
  assert tests.refused($x$select public.move_phase(tests.id('p1'), 'blocked')$x$, 'ATVAL'), 'blocked without a reason';
  perform public.move_phase(tests.id('p1'), 'blocked', 'no brief'), public.move_phase(tests.id('p1'), 'in_progress'),
    public.move_phase(tests.id('p1'), 'completed');
  assert (select completion_pct = 100 and actual_end_date is not null from public.campaign_phases
    where id = tests.id('p1')), 'completed is not 100 percent';
  assert tests.refused($x$select public.move_phase(tests.id('p1'), 'blocked', 'x')$x$, 'ATSTA'),
    'blocked when completed';
  perform public.move_phase(tests.id('p1'), 'in_progress');
  assert (select actual_end_date is null from public.campaign_phases where id = tests.id('p1')), 'an end without end';
  assert tests.refused($x$select public.add_default_phases(tests.id('c1'))$x$, 'ATSTA'), 'phases twice';

  perform tests.act('owner');
  assert (select count(*) = 4 from public.add_default_phases(tests.id('lead'))), 'four phases';
  assert (select array_agg(phase_code order by phase_order) = array['STRATEGY', 'CREATIVE', 'PRODUCTION', 'POST']
    and min(planned_start_date) = '2026-12-01' and max(planned_end_date) = '2027-02-01' from public.campaign_phases
    where campaign_id = tests.id('lead')), 'they lie elsewhere';
  select array_agg(id order by phase_order desc) into made from public.campaign_phases
  where campaign_id = tests.id('lead');
  perform public.reorder_phases(tests.id('lead'), made);
  set constraints all immediate;
  assert (select array_agg(id order by phase_order) = made from public.campaign_phases
    where campaign_id = tests.id('lead')), 'the order is another';
  perform tests.reset();
  update public.agencies set timezone = 'Pacific/Kiritimati' where id = tests.id('a');
  perform tests.act('owner');
  perform public.move_phase(made[1], 'in_progress');
  assert (select actual_start_date = (clock_timestamp() at time zone 'Pacific/Kiritimati')::date
    from public.campaign_phases where id = made[1]), 'the day is another where the agency is';
  assert tests.refused($x$select public.reorder_phases(tests.id('lead'), array[tests.id('p1')])$x$, 'ATVAL'),
    'phases of another campaign are ordered here';
  perform tests.reset();
  update public.campaigns set status = 'cancelled' where id = tests.id('c1');
  perform tests.act('owner');
  assert tests.refused($x$select public.move_phase(tests.id('p1'), 'completed')$x$, 'ATSTA'),
    'a cancelled campaign moves';
  perform tests.reset();
end $$;
