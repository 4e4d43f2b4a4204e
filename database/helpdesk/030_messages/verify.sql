-- Who speaks is who calls; a message moves its ticket; mentions bring staff in.
select tests.help_desk();
do $$
declare
  ticket public.tickets;
begin
  perform tests.act('agent');
  insert into public.messages (ticket_id, content, is_internal) values (tests.id('mine'), 'Odd one', true);
  select * into ticket from public.tickets where id = tests.id('mine');
  assert ticket.status = 'new' and ticket.first_response_at is null, 'a note counts as an answer';
  insert into public.messages (ticket_id, content) values (tests.id('mine'), 'Did you pull the plug?');
  select * into ticket from public.tickets where id = tests.id('mine');
  assert ticket.status = 'open' and ticket.first_response_at is not null and ticket.waiting_since is null,
    'an answer is none';
  assert (select bool_and(sender_id = tests.id('agent') and message_type = 'agent' and client_id = tests.id('a1'))
    from public.messages), 'somebody else spoke';
  assert tests.refused($x$insert into public.messages (ticket_id, content, mentions, is_internal)
    values (tests.id('mine'), 'x', array[tests.id('customer')], true)$x$, 'ATVAL'), 'a contact user is mentioned';
  assert not exists (select from public.ticket_followers), 'somebody follows';
  insert into public.messages (ticket_id, content, mentions, is_internal)
  values (tests.id('mine'), '@finance', array[tests.id('finance')], true);
  assert (select kind = 'mentioned' from public.ticket_followers where user_id = tests.id('finance')), 'nobody follows';
  assert tests.refused($x$insert into public.messages (ticket_id, content) values (tests.id('mine'), ' ')$x$, '23514'),
    'nothing said';

  perform tests.reset();
  update public.tickets set status = 'resolved' where id = tests.id('mine');
  perform tests.act('customer');
  insert into public.messages (ticket_id, content, is_internal) values (tests.id('mine'), 'Still burning', true);
  select * into ticket from public.tickets where id = tests.id('mine');
  assert ticket.status = 'open' and ticket.reopened_count = 1 and ticket.waiting_since is not null, 'not reopened';
  assert (select message_type = 'customer' and not is_internal from public.messages where content = 'Still burning'),
    'a client writes a note';

  perform tests.reset();
  update public.tickets set status = 'closed', resolved_at = now() - interval '15 days',
    closed_at = now() - interval '15 days' where id = tests.id('mine');
  perform tests.act('customer');
  assert tests.refused($x$insert into public.messages (ticket_id, content) values (tests.id('mine'), 'Again')$x$,
    'ATSTA'), 'a word in a buried ticket';
  perform tests.reset();
  assert tests.refused($x$update public.messages set is_internal = not is_internal$x$, 'ATIMM'), 'a note goes out';
  assert tests.refused($x$insert into public.messages (ticket_id, content, origin_ticket_id)
    values (tests.id('mine'), 'x', tests.id('free'))$x$, '23503'), 'it came from another client';
  delete from public.tickets where id = tests.id('mine');
  assert tests.sees('select from public.messages', 0), 'messages outlive their ticket';
end $$;
