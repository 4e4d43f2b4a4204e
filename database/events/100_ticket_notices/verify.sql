-- Who is told of what at the help desk, and no contact user of what is internal.
select tests.help_desk();
create function tests.told(person text) returns text language sql as $$
  select string_agg(n.type || ' ' || split_part(n.title, ' ', 2), ', ' order by n.outbox_position)
  from public.notifications n where n.user_id = tests.id(person)
$$;
do $$
begin
  perform atrium.dispatch_outbox();
  delete from public.notifications;
  perform tests.act('agent');
  insert into public.messages (ticket_id, content) values (tests.id('mine'), 'On our way');
  perform tests.reset();
  perform atrium.dispatch_outbox();
  perform tests.act('agent');
  insert into public.messages (ticket_id, content, is_internal, mentions)
  values (tests.id('mine'), 'Who has water?', true, array[tests.id('account')]);
  perform tests.act('customer');
  insert into public.messages (ticket_id, content) values (tests.id('mine'), 'Thanks');
  perform tests.reset();
  insert into public.ticket_events (client_id, ticket_id, kind, field, from_value, to_value) values
    (tests.id('a1'), tests.id('ours'), 'sla', 'first_response', '0', '50'),
    (tests.id('a1'), tests.id('ours'), 'sla', 'first_response', '50', '75'),
    (tests.id('a1'), tests.id('mine'), 'sla', 'resolution', '75', '100');
  insert into public.csat_ratings (client_id, ticket_id, agent_id, team_id) values
    (tests.id('a1'), tests.id('mine'), tests.id('agent'), tests.id('team1'));
  update public.csat_ratings set rating = 1, rated_at = now();
  update public.tickets set assigned_agent_id = tests.id('account') where id = tests.id('ours');
  perform atrium.dispatch_outbox();
  assert (select bool_and(state = 'done') from atrium.outbox), (select max(last_error) from atrium.outbox);
  assert tests.told('customer') = 'replied Printer', tests.told('customer');
  assert tests.told('agent') = 'replied Printer, sla_breached Printer, csat_received Printer', tests.told('agent');
  assert tests.told('account') = 'mentioned Printer, replied Printer, sla_warning Invoice, csat_received Printer,'
    ' assigned Invoice', tests.told('account');
  assert tests.told('colleague') is null and tests.told('creative') is null and tests.told('stranger') is null,
    'others';
  assert (select bool_and(n.action_url like '/portal/%' = (n.user_id = tests.id('customer')))
    from public.notifications n), 'a contact user is sent to the staff''s pages';
end $$;
