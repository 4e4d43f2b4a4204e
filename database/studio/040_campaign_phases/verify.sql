-- What must hold for phases: their order, their dates, and a cost that stands apart.
select tests.studio();
do $$
begin
  assert (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class
    where oid in ('public.campaign_phases'::regclass, 'public.phase_costs'::regclass)), 'not forced';
  assert not exists (select from pg_attribute where attrelid = 'public.campaign_phases'::regclass
    and attname ~ 'cost' and attnum > 0), 'a cost stands where everybody reads';
  assert (select 'security_invoker=true' = any (reloptions) from pg_class
    where oid = 'public.v_campaign_phases'::regclass), 'the view looks with its owner''s eyes';
  assert not has_column_privilege('authenticated', 'public.campaign_phases', 'status', 'update'), 'status can be set';
  assert tests.refused($x$insert into public.campaign_phases (agency_id, campaign_id, phase_name, phase_order)
    values (tests.id('a'), tests.id('cb'), 'x', 9)$x$, '23503'), 'a campaign of another agency';
  assert tests.refused($x$update public.campaign_phases set campaign_id = tests.id('c2')
    where id = tests.id('p1')$x$, 'ATIMM'), 'a phase went to another campaign';
  assert tests.refused($x$update public.campaign_phases set completion_pct = 101$x$, '23514'), 'more than everything';
  assert tests.refused($x$update public.campaign_phases set status = 'completed'$x$, '23514'), 'completed at 0 percent';
  assert tests.refused($x$update public.campaign_phases set planned_end_date = '2020-01-01'
    where planned_start_date is not null$x$, '23514'), 'an end before the start';
  assert tests.refused($x$insert into public.phase_costs (agency_id, campaign_id, phase_id, phase_actual_cost)
    values (tests.id('a'), tests.id('c1'), tests.id('p2'), 1)$x$, '23503'), 'a cost of another campaign''s phase';
  assert tests.refused($x$insert into public.phase_costs (agency_id, campaign_id, phase_id, phase_actual_cost)
    values (tests.id('a'), tests.id('c1'), tests.id('p1'), 1)$x$, '23505'), 'two costs of a phase';
  -- one that holds no artifacts, since those keep their campaign
  insert into public.campaign_phases (agency_id, campaign_id, phase_name, phase_order)
  values (tests.id('a'), tests.id('lead'), 'Strategy', 1);
  delete from public.campaigns where id = tests.id('lead');
  assert not exists (select from public.campaign_phases where agency_id = tests.id('a')
    and campaign_id = tests.id('lead')), 'a phase outlives its campaign';
end $$;
