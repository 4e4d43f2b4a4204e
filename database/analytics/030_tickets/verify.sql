-- Three tickets with ten messages are three tickets; a closed one was resolved; days are the agency's.
select tests.help_desk();
do $$
declare
  at timestamptz := '2026-03-01 23:30+00';
begin
  update public.agencies set timezone = 'Europe/Berlin' where id = tests.id('a');
  alter table public.tickets disable trigger user;
  delete from public.tickets where id = tests.id('free');
  update public.tickets set created_at = at, assigned_agent_id = tests.id('agent') where client_id = tests.id('a1');
  update public.tickets set resolved_at = at + interval '1 hour', closed_at = at + interval '2 hours',
    status = 'closed', first_response_at = at + interval '10 minutes' where id = tests.id('mine');
  update public.tickets set resolved_at = at + interval '3 hours', status = 'resolved' where id = tests.id('ours');
  alter table public.tickets enable trigger user;
  alter table public.messages disable trigger user;
  insert into public.messages (client_id, ticket_id, content)
  select tests.id('a1'), tests.id('mine'), 'x' from generate_series(1, 8)
  union all select tests.id('a1'), tests.id('theirs'), 'x' from generate_series(1, 2);
  alter table public.messages enable trigger user;
  set local role service_role;
  assert public.refresh_analytics_views() > now() - interval '1 minute', 'not refreshed';
  perform tests.act('owner');
  assert (select day = '2026-03-02' and total_tickets = 3 and resolved_tickets = 2 and avg_resolution_time = 7200
    and avg_first_response_time = 600 and open_tickets = 1 and total_messages = 10 from public.ticket_metrics), 'a day';
  assert (select assigned_agent_id = tests.id('agent') and total_tickets = 3 and resolved_tickets = 2
    and avg_resolution_time = 7200 and total_messages = 10 from public.agent_performance), 'an agent';
  perform tests.reset();
  alter table public.tickets disable trigger user;
  update public.tickets set is_spam = true where id = tests.id('theirs');
  alter table public.tickets enable trigger user;
  perform tests.act('admin');
  perform public.refresh_analytics_views();
  assert (select total_tickets = 3 from public.ticket_metrics), 'refreshed again within a minute';
  perform tests.reset();
  set local role service_role;
  perform public.refresh_analytics_views();
  perform tests.act('owner');
  assert (select total_tickets = 2 and total_messages = 8 from public.ticket_metrics), 'spam counts';
  perform tests.reset();
end $$;
