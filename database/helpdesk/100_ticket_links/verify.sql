-- Links within an agency, one way; an answer to a buried ticket opens another that follows it.
select tests.help_desk();
do $$
declare
  said public.messages;
begin
  perform tests.act('pm');
  insert into public.ticket_links (ticket_id, kind, other_ticket_id)
  values (tests.id('mine'), 'blocks', tests.id('free'));
  assert tests.refused($x$insert into public.ticket_links (ticket_id, kind, other_ticket_id)
    values (tests.id('free'), 'blocks', tests.id('mine'))$x$, 'ATSTA'), 'each blocks the other';
  assert tests.refused($x$insert into public.ticket_links (ticket_id, other_ticket_id)
    values (tests.id('mine'), tests.id('far'))$x$, 'ATNOF'), 'to another agency';
  assert tests.refused($x$insert into public.ticket_links (ticket_id, other_ticket_id)
    values (tests.id('mine'), tests.id('mine'))$x$, '23514'), 'to itself';
  assert tests.sees($x$select from public.ticket_events where kind = 'linked'$x$, 2), 'the history is silent';
  perform tests.reset();
  assert tests.refused($x$insert into public.ticket_links (ticket_id, other_ticket_id)
    values (tests.id('mine'), tests.id('far'))$x$, 'ATVAL'), 'a job links across agencies';

  perform tests.act('agent');
  said := public.reply_to_ticket(tests.id('mine'), 'Pull the plug', then_status => 'pending');
  assert said.message_type = 'agent' and said.sender_id = tests.id('agent'), 'somebody else answered';
  assert (select status = 'pending' and first_response_at is not null from public.tickets where id = tests.id('mine')),
    'not pending';
  perform tests.reset();
  update public.tickets set status = 'closed', closed_at = now() - interval '15 days' where id = tests.id('mine');
  perform tests.act('customer');
  assert tests.refused($x$select public.reopen_ticket(tests.id('mine'))$x$, 'ATSTA'), 'a buried ticket comes back';
  said := public.reply_to_ticket(tests.id('mine'), 'It burns again', true, array[tests.id('owner')]);
  assert said.ticket_id <> tests.id('mine') and said.message_type = 'customer' and not said.is_internal,
    'the same ticket';
  assert (select status = 'new' and requester_id = tests.id('customer') from public.tickets where id = said.ticket_id),
    'not the customer''s';
  perform tests.reset();
  assert (select kind = 'follows' and other_ticket_id = tests.id('mine') from public.ticket_links
    where ticket_id = said.ticket_id), 'it follows nothing';
end $$;
