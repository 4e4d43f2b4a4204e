-- Messages are read with their ticket, notes by staff only; what was sent stays.
select tests.help_desk();
insert into public.messages (id, ticket_id, content, is_internal, sender_id) values
  (tests.named('note', gen_random_uuid()), tests.id('mine'), 'note', true, tests.id('agent')),
  (tests.named('answer', gen_random_uuid()), tests.id('mine'), 'answer', false, tests.id('agent')),
  (tests.named('distant', gen_random_uuid()), tests.id('far'), 'distant', false, tests.id('stranger'));
do $$
begin
  assert tests.may_do($x$select from public.messages where id = tests.id('note')$x$, 'agent', 'pm', 'creative');
  assert tests.may_not($x$select from public.messages where id = tests.id('note')$x$, 'customer', 'boss', 'finance',
    'stranger');
  assert tests.may_do($x$select from public.messages where id = tests.id('answer')$x$, 'customer', 'boss');
  assert tests.may_not($x$select from public.messages where id = tests.id('answer')$x$, 'colleague', 'member');
  assert tests.may_not($x$select from public.messages where id = tests.id('distant')$x$, 'owner', 'customer');
  assert tests.may_do($x$insert into public.messages (ticket_id, content) values (tests.id('mine'), 'x')
    returning id$x$, 'agent', 'owner', 'customer');
  assert tests.may_not($x$insert into public.messages (ticket_id, content) values (tests.id('mine'), 'x')$x$,
    'colleague', 'finance', 'stranger');
  assert tests.may_not($x$insert into public.messages (ticket_id, content, message_type)
    values (tests.id('mine'), 'x', 'system')$x$, 'owner', 'agent');
  assert tests.may_do($x$update public.messages set content = 'y' where id = tests.id('note')$x$, 'agent');
  assert tests.may_not($x$update public.messages set content = 'y' where id = tests.id('note')$x$, 'owner', 'customer');
  assert tests.may_not($x$update public.messages set content = 'y' where id = tests.id('answer')$x$, 'agent', 'owner');
  assert tests.may_do($x$delete from public.messages where id = tests.id('note')$x$, 'agent');
  assert tests.may_not($x$delete from public.messages where id = tests.id('answer')$x$, 'agent', 'owner');
  assert tests.may_do($x$select public.redact_message(tests.id('answer'), 'A password')$x$, 'admin');
  assert tests.may_not($x$select public.redact_message(tests.id('answer'), 'x')$x$, 'agent', 'customer', 'stranger');
  insert into public.ticket_followers (ticket_id, user_id) values (tests.id('mine'), tests.id('member'));
  assert tests.may_do($x$select from public.messages where id = tests.id('note')$x$, 'member');
  assert tests.may_not($x$insert into public.messages (ticket_id, content) values (tests.id('mine'), 'x')$x$,
    'member');
end $$;
