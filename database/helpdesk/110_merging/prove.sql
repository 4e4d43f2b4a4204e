-- Staff who reach both tickets merge them.
select tests.help_desk();
insert into public.messages (id, ticket_id, content)
values (tests.named('said', gen_random_uuid()), tests.id('mine'), 'x');
do $$
begin
  assert tests.may_do($x$select public.merge_tickets(tests.id('mine'), tests.id('ours'), true)$x$, 'agent', 'pm');
  assert tests.may_not($x$select public.merge_tickets(tests.id('mine'), tests.id('ours'), true)$x$, 'creative', 'boss',
    'stranger');
  assert tests.may_not($x$select public.merge_tickets(tests.id('mine'), tests.id('theirs'), true)$x$, 'agent',
    'customer');
  assert tests.may_not($x$select public.merge_tickets(tests.id('mine'), tests.id('far'), true)$x$, 'owner');
  assert tests.may_not($x$select public.split_ticket(tests.id('mine'), array[tests.id('said')], 'x')$x$, 'customer',
    'stranger');
  perform tests.act('pm');
  perform public.merge_tickets(tests.id('mine'), tests.id('ours'), true);
  perform tests.reset();
  assert tests.may_do($x$select public.unmerge_ticket(tests.id('mine'))$x$, 'agent');
  assert tests.may_not($x$select public.unmerge_ticket(tests.id('mine'))$x$, 'customer', 'boss', 'stranger');
end $$;
