-- Links are the staff's, between tickets they see; whoever may write answers.
select tests.help_desk();
insert into public.ticket_links (ticket_id, other_ticket_id) values (tests.id('mine'), tests.id('theirs'));
do $$
begin
  assert tests.may_do('select from public.ticket_links', 'pm', 'creative');
  assert tests.may_not('select from public.ticket_links', 'agent', 'customer', 'boss', 'stranger');
  assert tests.may_do($x$insert into public.ticket_links (ticket_id, other_ticket_id)
    values (tests.id('mine'), tests.id('free'))$x$, 'agent');
  assert tests.may_not($x$insert into public.ticket_links (ticket_id, other_ticket_id)
    values (tests.id('mine'), tests.id('free'))$x$, 'creative', 'boss', 'stranger');
  assert tests.may_do('delete from public.ticket_links', 'creative');
  assert tests.may_not('delete from public.ticket_links', 'agent', 'customer');
  assert tests.may_do($x$select public.reply_to_ticket(tests.id('mine'), 'x')$x$, 'agent', 'customer', 'boss');
  assert tests.may_not($x$select public.reply_to_ticket(tests.id('mine'), 'x')$x$, 'colleague', 'finance', 'stranger');
  insert into public.ticket_followers (ticket_id, user_id) values (tests.id('mine'), tests.id('member'));
  assert tests.may_not($x$select public.reply_to_ticket(tests.id('mine'), 'x')$x$, 'member');
end $$;
