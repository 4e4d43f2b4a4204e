-- A merge moves everything, once, and comes undone as it was; a chain ends; a split takes its messages along.
select tests.help_desk();
do $$
declare
  before jsonb;
  third uuid;
  made public.tickets;
begin
  insert into public.messages (ticket_id, content, message_type, sender_id) values
    (tests.id('mine'), 'one', 'customer', tests.id('customer')), (tests.id('ours'), 'two', 'customer',
      tests.id('colleague'));
  insert into public.messages (ticket_id, content, sender_id) values (tests.id('mine'), 'three', tests.id('agent'));
  update public.tickets set tags = '{fire}' where id = tests.id('mine');
  insert into public.ticket_followers (ticket_id, user_id) values (tests.id('mine'), tests.id('finance'));
  insert into public.tickets (client_id, title, requester_id) values (tests.id('a1'), 'Third', tests.id('colleague'))
  returning id into third;
  perform tests.named('third', third);
  select jsonb_object_agg(id, to_jsonb(t) - 'version' - 'updated_at' - 'updated_by') into before from public.tickets t;

  perform tests.act('pm');
  assert tests.refused($x$select public.merge_tickets(tests.id('mine'), tests.id('free'), true)$x$, 'ATVAL'),
    'into another client''s';
  assert tests.refused($x$select public.merge_tickets(tests.id('mine'), tests.id('ours'))$x$, 'ATSTA'),
    'other people read it';
  made := public.merge_tickets(tests.id('mine'), tests.id('ours'), true);
  assert made.tags = '{fire}' and made.first_response_at is not null, 'the target knows nothing of it';
  assert tests.sees(format('select from public.messages where ticket_id = %L', made.id), 3), 'messages stayed';
  assert (select array_agg(kind order by kind) = '{cc,follower}' from public.ticket_followers
    where ticket_id = made.id),
    'nobody came along';
  assert tests.refused($x$select public.resolve_ticket(tests.id('mine'))$x$, 'ATSTA'), 'work in a merged ticket';
  assert tests.refused($x$select public.merge_tickets(tests.id('ours'), tests.id('mine'), true)$x$, 'ATSTA'), 'a ring';
  assert (public.reply_to_ticket(tests.id('mine'), 'four')).ticket_id = made.id, 'an answer is lost';
  made := public.merge_tickets(tests.id('ours'), third, true);
  assert tests.sees(format('select from public.messages where ticket_id = %L', third), 4), 'the chain broke';
  perform public.unmerge_ticket(tests.id('ours'));
  assert tests.sees($x$select from public.messages where ticket_id = tests.id('ours')$x$, 4), 'some stayed behind';
  perform public.unmerge_ticket(tests.id('mine'));
  assert tests.refused($x$select public.unmerge_ticket(tests.id('mine'))$x$, 'ATSTA'), 'undone twice';
  perform tests.reset();
  delete from public.messages where content = 'four';
  update public.tickets set status = 'new' where id = tests.id('ours'); -- the answer had opened it
  perform atrium.recount_ticket(tests.id('ours'));
  assert (select jsonb_object_agg(id, to_jsonb(t) - 'version' - 'updated_at' - 'updated_by') = before
    from public.tickets t), 'it is not as it was';
  assert (select bool_and(origin_ticket_id is null) from public.messages), 'messages are not where they were';
  assert tests.sees($x$select from public.ticket_followers where ticket_id = tests.id('ours')$x$, 0), 'people stayed';

  perform tests.act('agent');
  made := public.split_ticket(tests.id('mine'), array(select id from public.messages where content = 'one'), 'Apart');
  assert made.split_from = tests.id('mine') and made.waiting_since is not null, 'not split';
  assert (select waiting_since is null from public.tickets where id = tests.id('mine')), 'the old one waits';
  assert tests.refused($x$select public.split_ticket(tests.id('mine'), array[gen_random_uuid()], 'x')$x$, 'ATVAL'),
    'any message';
end $$;
