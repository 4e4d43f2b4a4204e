-- Figures by agency, client and right; nobody reaches what they are kept in.
select tests.help_desk();
do $$
declare
  who record;
begin
  perform set_config('role', 'service_role', true);
  perform public.refresh_analytics_views();
  for who in select * from (values ('owner', 4, 2), ('agent', 4, 1), ('creative', 0, 1), ('pm', 4, 2), ('member', 0, 0),
    ('customer', 0, 0), ('stranger', 1, 0)) as w (person, tickets, agents) loop
    perform tests.act(who.person);
    assert (select coalesce(sum(total_tickets), 0) = who.tickets from public.ticket_metrics), who.person;
    assert (select count(distinct assigned_agent_id) = who.agents from public.agent_performance), who.person;
    assert tests.refused('select from atrium.ticket_days', '42501'), who.person;
  end loop;
  perform tests.reset();
  assert tests.may_not('select public.refresh_analytics_views()', 'agent', 'leadership', 'customer');
  perform tests.become_anon();
  assert tests.refused('select from public.ticket_metrics', '42501')
    and tests.refused('select public.refresh_analytics_views()', '42501'), 'anon';
  perform tests.become_nobody();
  assert tests.sees('select from public.ticket_metrics', 0) and tests.sees('select from public.agent_performance', 0)
    and tests.refused('select public.refresh_analytics_views()', 'ATNOM'), 'nobody';
  perform tests.reset();
end $$;
