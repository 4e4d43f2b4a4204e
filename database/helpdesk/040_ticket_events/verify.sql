-- The history: an event a field, with who did it; nobody changes it, and an agency still goes with everything.
select tests.help_desk();
do $$
begin
  perform tests.act('agent');
  update public.tickets set title = 'Printer smoulders', description = 'x', tags = '{printer}'
  where id = tests.id('mine');
  assert (select array_agg(field order by field) = '{tags,title}' and bool_and(actor_id = tests.id('agent')
      and actor_kind = 'user') from public.ticket_events where ticket_id = tests.id('mine') and kind = 'changed'),
    'the history says something else';
  assert (select from_value = 'Printer on fire' and to_value = 'Printer smoulders' from public.ticket_events
    where field = 'title'), 'what it was is lost';
  update public.tickets set title = 'Printer smoulders' where id = tests.id('mine');
  assert tests.sees($x$select from public.ticket_events where field = 'title'$x$, 1), 'nothing happened and is noted';
  perform tests.reset();
  assert tests.refused($x$update public.ticket_events set note = 'x'$x$, 'ATIMM'), 'history is rewritten';
  assert not has_table_privilege('service_role', 'public.ticket_events', 'delete'), 'history is deleted';

  insert into public.contacts (id, agency_id, name) values
    (tests.named('lead', gen_random_uuid()), tests.id('a'), 'Lea'),
    (tests.named('leadb', gen_random_uuid()), tests.id('b'), 'Leo');
  assert tests.works($x$insert into public.tickets (client_id, title, contact_id)
    values (tests.id('a1'), 'x', tests.id('lead'))$x$), 'a contact does not ask';
  assert tests.refused($x$update public.tickets set contact_id = tests.id('leadb') where id = tests.id('mine')$x$,
    'ATVAL'), 'a contact of another agency asks';
  update public.tickets set status = 'resolved' where id = tests.id('theirs');
  update public.memberships set status = 'suspended' where user_id = tests.id('agent');
  delete from public.memberships where user_id = tests.id('creative');
  assert (select bool_and(assigned_agent_id is null) from public.tickets where id = tests.id('mine')),
    'who is suspended holds work';
  assert (select assigned_agent_id = tests.id('creative') from public.tickets where id = tests.id('theirs')),
    'who did it is forgotten';
  delete from public.agencies where id = tests.id('a');
  assert tests.sees('select from public.tickets', 1), 'tickets outlive their agency';
end $$;
