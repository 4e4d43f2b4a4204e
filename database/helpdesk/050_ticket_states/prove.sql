-- Staff within reach move tickets; whoever asks closes and reopens.
select tests.help_desk();
do $$
begin
  assert tests.may_do($x$select public.resolve_ticket(tests.id('mine'))$x$, 'agent', 'creative', 'pm');
  assert tests.may_not($x$select public.resolve_ticket(tests.id('mine'))$x$, 'customer', 'boss', 'finance', 'stranger');
  assert tests.may_do($x$select public.close_ticket(tests.id('mine'))$x$, 'customer', 'boss', 'agent');
  assert tests.may_not($x$select public.close_ticket(tests.id('mine'))$x$, 'colleague', 'member', 'stranger');
  assert tests.may_not($x$select public.set_ticket_priority(tests.id('mine'), 'urgent')$x$, 'customer', 'stranger');
  assert tests.may_do($x$select public.assign_ticket(tests.id('free'), tests.id('agent'))$x$, 'agent');
  assert tests.may_not($x$select public.assign_ticket(tests.id('theirs'), tests.id('agent'))$x$, 'agent', 'stranger');
  assert tests.may_not($x$select public.trash_ticket(tests.id('mine'))$x$, 'agent', 'customer', 'stranger');
  assert tests.may_not($x$select atrium.step_ticket(tests.id('mine'), 'closed', '{new}', 'read', '')$x$, 'customer');
  insert into public.ticket_followers (ticket_id, user_id) values (tests.id('mine'), tests.id('member'));
  assert tests.may_not($x$select public.resolve_ticket(tests.id('mine'))$x$, 'member');
end $$;
