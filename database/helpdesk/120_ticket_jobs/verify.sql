-- Jobs do what is due, once, and nothing else.
select tests.help_desk();
do $$
begin
  update public.tickets set status = 'resolved', resolved_at = now() - interval '6 days'
  where id in (tests.id('mine'), tests.id('ours'), tests.id('far'));
  update public.tickets set last_customer_message_at = now() - interval '1 day' where id = tests.id('ours');
  update public.agencies set settings = '{"helpdesk": {"close_after_days": 7}}' where id = tests.id('b');
  assert (select array_agg(c) = array[tests.id('mine')] from public.close_resolved_tickets() c), 'not the silent one';
  assert (select actor_kind = 'system' and actor_id is null from public.ticket_events where ticket_id = tests.id('mine')
    and to_value = 'closed'), 'somebody did it';
  assert tests.sees('select from public.close_resolved_tickets()', 0), 'closed twice';
  update public.tickets set status = 'pending', snoozed_until = now() - interval '1 minute'
  where id = tests.id('theirs');
  assert (select array_agg(c) = array[tests.id('theirs')] from public.wake_snoozed_tickets() c), 'it sleeps on';
  update public.tickets set deleted_at = now() - interval '31 days' where id = tests.id('free');
  update public.tickets set deleted_at = now() - interval '29 days' where id = tests.id('far');
  assert (select array_agg(c) = array[tests.id('free')] from public.purge_trashed_tickets() c), 'not the old one';
end $$;
