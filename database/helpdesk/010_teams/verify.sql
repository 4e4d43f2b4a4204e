-- Teams: one name an agency, staff only, nobody across agencies; roles on a team change by function.
select tests.help_desk();
do $$
begin
  assert tests.refused($x$insert into public.teams (agency_id, name) values (tests.id('a'), 'BILLING')$x$, '23505'),
    'one name twice';
  assert tests.works($x$insert into public.teams (agency_id, name) values (tests.id('b'), 'Billing')$x$),
    'names are unique across agencies';
  assert tests.refused($x$insert into public.teams (agency_id, name) values (tests.id('a'), ' ')$x$, '23514'),
    'no name';
  assert tests.refused($x$insert into public.team_members (agency_id, team_id, user_id)
    values (tests.id('a'), tests.id('team1'), tests.id('customer'))$x$, 'ATVAL'), 'a contact user on a team';
  assert tests.refused($x$insert into public.team_members (agency_id, team_id, user_id)
    values (tests.id('a'), tests.id('team1'), tests.id('stranger'))$x$, '23503'), 'somebody of another agency';
  assert tests.refused($x$insert into public.team_members (agency_id, team_id, user_id)
    values (tests.id('b'), tests.id('team1'), tests.id('stranger'))$x$, '23503'), 'a team of another agency';
  assert tests.refused($x$insert into public.team_members (agency_id, team_id, user_id)
    values (tests.id('a'), tests.id('team1'), tests.id('agent'))$x$, '23505'), 'on a team twice';
  delete from public.memberships where user_id = tests.id('creative');
  assert tests.sees($x$select from public.team_members where user_id = tests.id('creative')$x$, 0),
    'who left is on a team';
end $$;
