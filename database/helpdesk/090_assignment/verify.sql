-- Turns go round, work goes to who has least, and nobody gets more than they take.
select tests.help_desk();
insert into public.team_members (agency_id, team_id, user_id)
values (tests.id('a'), tests.id('team1'), tests.id('pm')), (tests.id('a'), tests.id('team1'), tests.id('member'));
update public.teams set assignment_method = 'round_robin' where id = tests.id('team1');
do $$
declare
  ticket uuid;
begin
  for i in 1..6 loop
    insert into public.tickets (client_id, title, assigned_team_id) values (tests.id('a1'), 'Turn ' || i,
      tests.id('team1'));
  end loop;
  assert (select array_agg(n order by n) = '{2,2,2}' from (select count(*) as n from public.tickets
    where title like 'Turn%' group by assigned_agent_id having assigned_agent_id is not null) g), 'turns are not even';
  assert not exists (select from public.tickets where assigned_agent_id = tests.id('member')),
    'who can''t answer gets a turn';

  perform tests.act('agent');
  perform public.set_my_availability(false);
  perform tests.act('account');
  perform public.set_agent_capacity(tests.id('account'), 3);
  perform public.set_agent_capacity(tests.id('pm'), 2);
  assert tests.refused($x$select public.set_agent_capacity(tests.id('creative'), 3)$x$, 'ATNOM'), 'another team''s';
  perform tests.reset();
  insert into public.tickets (client_id, title, assigned_team_id, priority) values
    (tests.id('a1'), 'Too much', tests.id('team1'), 'high') returning id into ticket;
  perform tests.named('over', ticket);
  assert (select assigned_agent_id is null from public.tickets where id = ticket), 'somebody gets too much';
  perform tests.act('pm');
  assert tests.refused($x$select public.assign_next(tests.id('over'))$x$, 'ATSTA'), 'somebody is free';
  perform tests.act('account');
  perform public.set_agent_capacity(tests.id('account'), 5);
  perform tests.reset();
  assert (select array_agg(agent_id) = array[tests.id('account')] from public.assign_waiting_tickets()
    where ticket_id = ticket), 'nobody looks again';

  update public.agent_states set is_available = true, capacity = null, away_until = null;
  update public.teams set assignment_method = 'least_load', is_sticky = true where id = tests.id('team1');
  insert into public.tickets (client_id, title, assigned_team_id) values (tests.id('a2'), 'Least', tests.id('team1'));
  assert (select assigned_agent_id = tests.id('pm') from public.tickets where title = 'Least'), 'not who has least';
  insert into public.tickets (client_id, title, assigned_team_id, requester_id) values
    (tests.id('a1'), 'Sticky', tests.id('team1'), tests.id('customer'));
  insert into public.tickets (client_id, title, assigned_team_id, requester_id) values
    (tests.id('a1'), 'Sticky too', tests.id('team1'), tests.id('customer'));
  assert (select count(distinct assigned_agent_id) = 1 from public.tickets where title like 'Sticky%'), 'another agent';
  update public.agent_states set away_until = now() + interval '1 day';
  insert into public.agent_states (agency_id, user_id, is_available)
  select tests.id('a'), u, false from unnest(array[tests.id('agent'), tests.id('account'), tests.id('pm')]) u
  on conflict do nothing;
  insert into public.tickets (client_id, title, assigned_team_id) values (tests.id('a1'), 'Late', tests.id('team1'));
  assert (select assigned_agent_id is null from public.tickets where title = 'Late'), 'who is on leave works';
end $$;
