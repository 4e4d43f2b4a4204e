-- Who sees which ticket, files, changes and follows.
select tests.help_desk();
do $$
begin
  assert tests.may_do($x$select from public.tickets where id = tests.id('mine')$x$, 'agent', 'account', 'creative',
    'customer', 'boss');
  assert tests.may_not($x$select from public.tickets where id = tests.id('mine')$x$, 'finance', 'member', 'colleague',
    'stranger');
  assert tests.may_do($x$select from public.tickets where id = tests.id('ours')$x$, 'agent', 'colleague');
  assert tests.may_not($x$select from public.tickets where id = tests.id('ours')$x$, 'creative', 'customer');
  assert tests.may_do($x$select from public.tickets where id = tests.id('free')$x$, 'agent', 'pm');
  assert tests.may_not($x$select from public.tickets where id = tests.id('free')$x$, 'creative', 'boss', 'customer');
  assert tests.may_not($x$select from public.tickets where id = tests.id('theirs')$x$, 'agent', 'colleague');
  assert tests.may_not($x$select from public.tickets where id = tests.id('far')$x$, 'owner', 'agent', 'boss');

  assert tests.may_do($x$insert into public.tickets (client_id, title) values (tests.id('a1'), 'x') returning id$x$,
    'creative', 'writer', 'customer');
  assert tests.may_not($x$insert into public.tickets (client_id, title) values (tests.id('a1'), 'x')$x$, 'member',
    'stranger');
  assert tests.may_not($x$insert into public.tickets (client_id, title) values (tests.id('a2'), 'x')$x$, 'customer');
  assert tests.may_not($x$insert into public.tickets (client_id, title) values (tests.id('b1'), 'x')$x$, 'owner');
  assert tests.may_do($x$update public.tickets set title = 'x' where id = tests.id('mine')$x$, 'agent', 'creative');
  assert tests.may_not($x$update public.tickets set title = 'x' where id = tests.id('mine')$x$, 'customer', 'stranger');
  assert tests.may_not('update public.tickets set status = ''closed''', 'owner', 'agent', 'customer');
  assert tests.may_not('update public.tickets set assigned_agent_id = null', 'owner', 'agent');
  assert tests.may_not('delete from public.tickets', 'owner');

  perform tests.act('customer');
  insert into public.tickets (client_id, title, priority, assigned_agent_id, requester_id, tags)
  values (tests.id('a1'), 'Mine', 'urgent', tests.id('owner'), tests.id('colleague'), '{vip}');
  assert tests.sees($x$select from public.tickets where title = 'Mine' and priority = 'medium' and tags = '{}'
    and assigned_agent_id is null and requester_id = tests.id('customer')$x$, 1), 'a contact user says whose it is';
  insert into public.ticket_followers (ticket_id, user_id) values (tests.id('mine'), tests.id('colleague'));
  assert tests.refused($x$insert into public.ticket_followers (ticket_id, user_id)
    values (tests.id('mine'), tests.id('owner'))$x$, 'ATVAL'), 'a contact user sets staff to work';
  perform tests.act('colleague');
  assert public.can_see_ticket(tests.id('mine')) and not public.can_see_ticket(tests.id('theirs')), 'not copied';
  assert tests.works('delete from public.ticket_followers'), 'nobody leaves';
  perform tests.act('agent');
  assert tests.refused($x$insert into public.ticket_followers (ticket_id) values (tests.id('theirs'))$x$), 'a way in';

  perform tests.reset();
  update public.agencies
  set settings = '{"helpdesk": {"agents_see_unassigned": false, "contacts_share_tickets": true}}';
  assert tests.may_not($x$select from public.tickets where id = tests.id('free')$x$, 'agent');
  assert tests.may_do($x$select from public.tickets where id = tests.id('ours')$x$, 'customer');
  update public.agencies set settings = '{"helpdesk": {"restrict_by_team": false}}';
  assert tests.may_do($x$select from public.tickets where id = tests.id('theirs')$x$, 'agent');
  assert tests.may_not($x$select from public.tickets where id = tests.id('free')$x$, 'customer', 'member');
end $$;
