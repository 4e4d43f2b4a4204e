-- Each step of a campaign that is allowed, and each that is not.
select tests.studio();
do $$
declare
  step record;
begin
  for step in
    select f.status as origin, t.status as target, t.status = any (atrium.next_statuses(f.status, 'active')) as allowed
    from unnest(array['pipeline', 'planning', 'active', 'review', 'completed', 'cancelled', 'on_hold']) f (status),
      unnest(array['pipeline', 'planning', 'active', 'review', 'completed', 'cancelled', 'on_hold']) t (status)
  loop
    update public.campaigns set status = step.origin,
      held_status = case when step.origin = 'on_hold' then 'active' end where id = tests.id('c1');
    perform tests.act('owner');
    assert case when step.allowed
      then tests.works(format('select public.move_campaign(tests.id(''c1''), %L)', step.target))
      else tests.refused(format('select public.move_campaign(tests.id(''c1''), %L)', step.target), 'ATSTA') end,
      format('from %s to %s', step.origin, step.target);
    perform tests.reset();
  end loop;
  assert array_length(atrium.next_statuses('pipeline', null), 1) = 3 and not 'active' = any
    (atrium.next_statuses('pipeline', null)) and not 'completed' = any (atrium.next_statuses('active', null)),
    'steps can be skipped';

  update public.campaigns set status = 'review', held_status = null where id = tests.id('c1');
  perform tests.act('pm');
  perform public.move_campaign(tests.id('c1'), 'on_hold', 'the client is away');
  assert (select held_status = 'review' and status_note = 'the client is away' from public.campaigns
    where id = tests.id('c1')), 'where it stood is forgotten';
  assert tests.refused($x$select public.move_campaign(tests.id('c1'), 'planning')$x$, 'ATSTA'), 'off hold elsewhere';
  perform public.move_campaign(tests.id('c1'), 'review'), public.move_campaign(tests.id('c1'), 'completed');
  assert tests.refused($x$select public.move_campaign(tests.id('c1'), 'review')$x$, 'ATNOM'), 'a pm opens it again';
  perform tests.act('leadership');
  perform public.move_campaign(tests.id('c1'), 'review');

  assert tests.refused($x$select public.submit_budget(tests.id('c1'))$x$, 'ATSTA'), 'a budget too late';
  assert tests.refused($x$select public.submit_budget(tests.id('lead'))$x$, 'ATVAL'), 'no budget at all';
  perform public.submit_budget(tests.id('c2'));
  assert tests.refused($x$select public.submit_budget(tests.id('c2'))$x$, 'ATSTA'), 'submitted twice';
  assert tests.refused($x$select public.move_campaign(tests.id('c2'), 'active')$x$, 'ATSTA'), 'active without approval';
  perform tests.act('finance');
  assert tests.refused($x$select public.decide_budget(tests.id('c2'), false)$x$, 'ATVAL'), 'rejected without a reason';
  perform public.decide_budget(tests.id('c2'), true);
  assert (select status = 'active' and approval_status = 'approved' and approved_by = tests.id('finance')
    from public.campaigns where id = tests.id('c2')), 'approval does not make it active';
  assert tests.refused($x$select public.decide_budget(tests.id('c2'), true)$x$, 'ATSTA'), 'decided twice';

  perform tests.act('owner');
  perform public.shift_campaign(tests.id('c1'), 7);
  assert (select c.start_date = '2026-06-08' and c.end_date = '2026-09-07' and p.planned_start_date = '2026-06-08'
    and p.planned_end_date = '2026-06-28' from public.campaigns c join public.campaign_phases p on p.campaign_id = c.id
    where c.id = tests.id('c1')), 'the phases stay behind';
  perform public.move_campaign(tests.id('c2'), 'cancelled');
  assert tests.refused($x$select public.shift_campaign(tests.id('c2'), 1)$x$, 'ATSTA'), 'a cancelled campaign shifts';
  assert tests.refused($x$select public.shift_campaign(tests.id('c1'), null)$x$, 'ATVAL'), 'shifted by nothing';
  perform tests.reset();
end $$;
