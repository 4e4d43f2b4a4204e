-- Tickets: numbers of the agency, times that follow the status, nobody and nothing of another agency.
select tests.help_desk();
do $$
begin
  assert (select array_agg(number order by number) = '{1,2,3,4}' from public.tickets where client_id <> tests.id('b1')),
    'numbers do not count';
  assert (select number = 1 from public.tickets where id = tests.id('far')), 'numbers are shared by agencies';
  assert not exists (select from pg_attribute where attrelid = 'public.tickets'::regclass and attname = 'agency_id'),
    'it carries agency_id';
  assert tests.refused($x$insert into public.tickets (client_id, title) values (tests.id('a1'), ' ')$x$, '23514'),
    'no title';
  assert tests.refused($x$update public.tickets set status = 'done'$x$, '23514'), 'any status';
  assert tests.refused($x$update public.tickets set priority = 'critical'$x$, '23514'), 'any priority';
  assert tests.refused($x$update public.tickets set client_id = tests.id('a2') where id = tests.id('mine')$x$, 'ATIMM'),
    'it changes its client';
  assert tests.refused($x$update public.tickets set number = 9 where id = tests.id('mine')$x$, 'ATIMM'), 'renumbered';
  assert tests.refused($x$update public.tickets set assigned_agent_id = tests.id('stranger')
    where id = tests.id('mine')$x$, 'ATVAL'), 'an agent of another agency';
  assert tests.refused($x$update public.tickets set assigned_agent_id = tests.id('customer')
    where id = tests.id('mine')$x$, 'ATVAL'), 'a contact user is the agent';
  assert tests.refused($x$update public.tickets set assigned_team_id = tests.id('teamb')
    where id = tests.id('mine')$x$, 'ATVAL'), 'a team of another agency';
  assert tests.refused($x$update public.tickets set requester_id = tests.id('customer')
    where id = tests.id('free')$x$, 'ATVAL'), 'a contact user of another client asks';
  assert tests.refused($x$update public.tickets set merged_into = tests.id('free'), status = 'closed'
    where id = tests.id('mine')$x$, '23503'), 'merged into another client''s';

  update public.tickets set tags = '{ Fire,printer,FIRE,""}' where id = tests.id('mine');
  assert (select tags = '{fire,printer}' and version = 2 and updated_at > created_at from public.tickets
    where id = tests.id('mine')), 'tags are not tidied';
  assert tests.refused($x$update public.tickets set title = 'x', version = 1 where id = tests.id('mine')$x$, 'ATSTL'),
    'a stale write';
  update public.tickets set waiting_since = now() where id = tests.id('mine');
  assert (select version = 2 from public.tickets where id = tests.id('mine')), 'a message makes drafts stale';

  update public.tickets set status = 'resolved' where id = tests.id('mine');
  assert (select resolved_at is not null and closed_at is null and waiting_since is null from public.tickets
    where id = tests.id('mine')), 'not resolved';
  update public.tickets set status = 'closed' where id = tests.id('mine');
  assert (select resolved_at < closed_at from public.tickets where id = tests.id('mine')), 'not closed';
  update public.tickets set status = 'open' where id = tests.id('mine');
  assert (select resolved_at is null and closed_at is null and reopened_count = 1 from public.tickets
    where id = tests.id('mine')), 'not reopened';

  delete from public.users where id = tests.id('customer');
  delete from public.users where id = tests.id('agent');
  delete from public.teams where id = tests.id('team2');
  assert (select requester_id is null and assigned_agent_id is null and assigned_team_id is null from public.tickets
    where id = tests.id('mine')), 'people hold tickets';
  delete from public.clients where id = tests.id('a1');
  assert tests.sees('select from public.tickets', 2), 'tickets outlive their client';
end $$;
