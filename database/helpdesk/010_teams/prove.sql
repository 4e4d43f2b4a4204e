-- Everybody on the staff reads teams; administrators keep all of them, a lead the own one.
select tests.help_desk();
do $$
begin
  assert tests.may_do('select from public.teams', 'finance', 'member');
  assert tests.may_not('select from public.team_members', 'customer');
  assert tests.may_not($x$select from public.teams where id = tests.id('team1')$x$, 'stranger');
  assert tests.may_do($x$insert into public.teams (name) values ('New')$x$, 'admin');
  assert tests.may_not($x$insert into public.teams (name) values ('New')$x$, 'account', 'agent', 'customer');
  assert tests.may_do($x$update public.teams set name = 'x' where id = tests.id('team1')$x$, 'owner', 'account');
  assert tests.may_not($x$update public.teams set name = 'x' where id = tests.id('team1')$x$, 'agent', 'stranger');
  assert tests.may_not($x$update public.teams set name = 'x' where id = tests.id('team2')$x$, 'account');
  assert tests.may_do($x$insert into public.team_members (team_id, user_id)
    values (tests.id('team1'), tests.id('pm'))$x$, 'admin', 'account');
  assert tests.may_not($x$insert into public.team_members (team_id, user_id)
    values (tests.id('team1'), tests.id('pm'))$x$, 'agent', 'stranger');
  assert tests.may_do($x$select public.set_team_role(tests.id('team1'), tests.id('agent'), 'lead')$x$, 'account');
  assert tests.may_not($x$select public.set_team_role(tests.id('team1'), tests.id('agent'), 'lead')$x$, 'agent',
    'stranger');
  assert tests.may_not($x$update public.team_members set role = 'lead'$x$, 'agent', 'owner');
  assert tests.may_do($x$delete from public.team_members where user_id = tests.id('agent')$x$, 'account');
  assert tests.may_not('delete from public.team_members', 'agent', 'customer');
end $$;
