-- The first policy that fits holds, else the default; none by a calendar that never opens or of another agency.
select tests.help_desk();
do $$
declare
  holds text;
begin
  insert into public.business_calendars (id, agency_id, name, timezone) values
    (tests.named('week', gen_random_uuid()), tests.id('a'), 'Week', 'UTC');
  assert tests.refused($x$insert into public.sla_policies (agency_id, name, calendar_id)
    values (tests.id('a'), 'x', tests.id('week'))$x$, 'ATVAL'), 'by a calendar that never opens';
  assert tests.refused($x$insert into public.sla_policies (agency_id, name, calendar_id)
    values (tests.id('b'), 'x', tests.id('week'))$x$), 'by a calendar of another agency';
  assert tests.refused($x$insert into public.sla_policies (agency_id, name, conditions)
    values (tests.id('a'), 'x', '{"mood": ["bad"]}')$x$, '23514'), 'by anything';
  assert tests.refused($x$insert into public.sla_policies (agency_id, name, conditions)
    values (tests.id('a'), 'x', '{"tags": "vip"}')$x$, '23514'), 'by something else than a list';
  insert into public.sla_policies (agency_id, name, position, is_default, is_active, conditions, valid_to) values
    (tests.id('a'), 'Default', 0, true, true, '{}', null), (tests.id('a'), 'Off', 1, false, false, '{}', null),
    (tests.id('a'), 'Past', 1, false, true, '{}', '2020-01-01'),
    (tests.id('a'), 'Team', 3, false, true, jsonb_build_object('assigned_team_id', jsonb_build_array(tests.id('team1')),
      'client_id', jsonb_build_array(tests.id('a1'))), null),
    (tests.id('a'), 'Tagged', 2, false, true, '{"tags": ["vip", "gold"]}', null);
  assert tests.refused($x$insert into public.sla_policies (agency_id, name, is_default)
    values (tests.id('a'), 'Other', true)$x$, '23505'), 'two defaults';
  assert (select (atrium.policy_of_ticket(t)).name = 'Default' from public.tickets t where id = tests.id('mine')),
    'not the default';
  assert (select (atrium.policy_of_ticket(t)).name = 'Team' from public.tickets t where id = tests.id('ours')),
    'not the team''s';
  assert (select (atrium.policy_of_ticket(t)).name is null from public.tickets t where id = tests.id('far')),
    'another agency''s';
  update public.tickets set tags = '{gold}' where id = tests.id('ours')
  returning (atrium.policy_of_ticket(tickets)).name into holds;
  assert holds = 'Tagged', 'the later one holds';
end $$;
