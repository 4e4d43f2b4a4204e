-- Clocks start with the ticket, end with the answer, stand while it is pending, and tell of themselves once.
select tests.help_desk();
do $$
declare
  clock public.ticket_slas;
  ticket uuid;
begin
  insert into public.sla_policies (id, agency_id, name, is_default) values
    (tests.named('policy', gen_random_uuid()), tests.id('a'), 'Default', true);
  insert into public.sla_targets (agency_id, policy_id, priority, first_response_minutes, next_response_minutes,
    resolution_minutes) values (tests.id('a'), tests.id('policy'), 'medium', 60, 30, 240),
    (tests.id('a'), tests.id('policy'), 'urgent', 15, null, 60);
  perform tests.act('customer');
  insert into public.tickets (client_id, title) values (tests.id('a1'), 'Slow') returning id into ticket;
  perform tests.reset();
  assert tests.sees(format('select from public.ticket_slas where ticket_id = %L', ticket), 2), 'no clocks';
  assert (select due_at = started_at + interval '4 hours' and next_check_at = started_at + interval '2 hours'
    from public.ticket_slas where ticket_id = ticket and target = 'resolution'), 'not due after four hours';

  perform public.set_ticket_priority(ticket, 'urgent') from (select tests.act('owner')) o;
  perform tests.reset();
  assert (select due_at = started_at + interval '1 hour' from public.ticket_slas
    where ticket_id = ticket and target = 'resolution'), 'an urgent one has time';
  update public.tickets set priority = 'medium' where id = ticket;
  update public.ticket_slas set started_at = started_at - interval '3 hours 10 minutes' where ticket_id = ticket;
  assert (select array_agg(level order by level) = '{75,100}' from public.run_ticket_slas()), 'nothing is told';
  assert tests.sees('select from public.run_ticket_slas()', 0), 'it is told twice';
  assert (select count(*) = 2 from public.ticket_events where ticket_id = ticket and kind = 'sla'),
    'not in the history';

  insert into public.messages (ticket_id, content) values (ticket, 'We look');
  assert (select met_at is not null and breached_at = due_at from public.ticket_slas
    where ticket_id = ticket and target = 'first_response'), 'an answer too late was in time';
  insert into public.messages (ticket_id, content, message_type) values (ticket, 'And?', 'customer');
  assert (select due_at = started_at + interval '30 minutes' from public.ticket_slas
    where ticket_id = ticket and target = 'next_response' and met_at is null), 'nobody waits';
  insert into public.messages (ticket_id, content) values (ticket, 'Still');
  assert (select met_at is not null and breached_at is null from public.ticket_slas
    where ticket_id = ticket and target = 'next_response'), 'it was missed';

  update public.tickets set status = 'pending' where id = ticket;
  assert (select paused_at is not null and next_check_at is null from public.ticket_slas
    where ticket_id = ticket and target = 'resolution'), 'the clock runs on';
  update public.ticket_slas set paused_at = paused_at - interval '5 hours' where ticket_id = ticket and target =
    'resolution';
  update public.tickets set status = 'open' where id = ticket;
  select * into clock from public.ticket_slas where ticket_id = ticket and target = 'resolution';
  assert clock.due_at - clock.started_at between interval '9 hours' and interval '9 hours 1 minute', 'no time is given';
  update public.tickets set status = 'resolved' where id = ticket;
  assert (select met_at is not null and breached_at is null from public.ticket_slas where id = clock.id), 'not met';
  update public.tickets set status = 'open' where id = ticket;
  assert (select met_at is null and next_check_at is not null from public.ticket_slas where id = clock.id),
    'no more time';
  update public.tickets set is_spam = true where id = ticket;
  assert (select stopped_at is not null from public.ticket_slas where id = clock.id), 'spam has a target';
  update public.tickets set is_spam = false where id = ticket;
  assert (select stopped_at is null and next_check_at is not null from public.ticket_slas where id = clock.id),
    'forgotten';
  update public.sla_targets set resolution_minutes = 1 where priority = 'medium';
  update public.tickets set tags = '{x}' where id = ticket;
  assert (select target_minutes = 240 from public.ticket_slas where id = clock.id), 'the promise is another one';
  delete from public.agencies where id = tests.id('a');
end $$;
