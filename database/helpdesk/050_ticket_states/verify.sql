-- Steps go where they may and leave their reason; a ticket is given to whoever can answer it.
select tests.help_desk();
do $$
declare
  ticket public.tickets;
begin
  perform tests.act('agent');
  ticket := public.pend_ticket(tests.id('mine'), 'Waiting for a photo', now() + interval '1 day');
  assert ticket.status = 'pending' and ticket.snoozed_until is not null, 'not pending';
  assert (select note = 'Waiting for a photo' from public.ticket_events where field = 'status'), 'the reason is lost';
  assert tests.refused($x$select public.pend_ticket(tests.id('mine'))$x$, 'ATSTA'), 'pending twice';
  assert tests.refused($x$select public.pend_ticket(tests.id('ours'), null, now())$x$, 'ATVAL'), 'put off until now';
  assert tests.refused($x$select public.reopen_ticket(tests.id('mine'))$x$, 'ATSTA'), 'opened while open';
  ticket := public.open_ticket(tests.id('mine'));
  assert ticket.snoozed_until is null, 'it still sleeps';
  ticket := public.resolve_ticket(tests.id('mine'));
  ticket := public.close_ticket(tests.id('mine'));
  assert ticket.resolved_at < ticket.closed_at, 'closed before it was resolved';
  assert tests.refused($x$select public.set_ticket_priority(tests.id('mine'), 'urgent')$x$, 'ATSTA'),
    'closed and urgent';
  assert tests.refused($x$select public.assign_ticket(tests.id('mine'), tests.id('pm'))$x$, 'ATSTA'),
    'closed and given';
  ticket := public.reopen_ticket(tests.id('mine'));
  assert ticket.reopened_count = 1 and ticket.status = 'open', 'not reopened';
  assert tests.refused($x$select public.assign_ticket(tests.id('mine'), tests.id('customer'))$x$, 'ATVAL'),
    'a contact user answers';
  assert tests.refused($x$select public.assign_ticket(tests.id('mine'), tests.id('member'))$x$, 'ATVAL'),
    'somebody who may only read answers';
  assert tests.works($x$select public.assign_ticket(tests.id('mine'), tests.id('writer'))$x$), 'a writer does not';
  assert tests.refused($x$select public.hand_over_ticket(tests.id('ours'), tests.id('teamb'))$x$, 'ATVAL'),
    'a team of another agency';
  ticket := public.hand_over_ticket(tests.id('ours'), tests.id('team2'), null, 'Money');
  assert ticket.assigned_team_id = tests.id('team2'), 'not handed over';
  assert not public.can_see_ticket(tests.id('ours')), 'it stays in sight';
  assert tests.refused($x$select public.assign_ticket(tests.id('ours'), tests.id('agent'))$x$, 'ATNOF'),
    'taken back unseen';
  perform tests.act('admin');
  perform public.trash_ticket(tests.id('ours'), 'Twice');
  assert tests.refused($x$select public.resolve_ticket(tests.id('ours'))$x$, 'ATSTA'), 'work in the trash';
  perform public.restore_ticket(tests.id('ours'));
end $$;
