-- One's own views, one's teams', and what is shared.
select tests.help_desk();
insert into public.saved_views (id, agency_id, name, visibility, team_id, author_id) values
  (tests.named('own', gen_random_uuid()), tests.id('a'), 'Own', 'personal', null, tests.id('agent')),
  (tests.named('teams', gen_random_uuid()), tests.id('a'), 'Teams', 'team', tests.id('team1'), tests.id('agent')),
  (tests.named('far_one', gen_random_uuid()), tests.id('b'), 'All', 'shared', null, tests.id('stranger'));
do $$
begin
  assert tests.may_do($x$select from public.saved_views where id = tests.id('own')$x$, 'agent', 'admin');
  assert tests.may_not($x$select from public.saved_views where id = tests.id('own')$x$, 'pm', 'customer', 'stranger');
  assert tests.may_do($x$update public.saved_views set name = 'x' where id = tests.id('teams')$x$, 'account', 'owner');
  assert tests.may_not($x$update public.saved_views set name = 'x' where id = tests.id('teams')$x$, 'agent', 'pm');
  assert tests.may_not($x$update public.saved_views set visibility = 'shared' where id = tests.id('own')$x$, 'agent');
  assert tests.may_not($x$insert into public.saved_views (name, visibility) values ('x', 'shared')$x$, 'pm');
  assert tests.may_not($x$insert into public.saved_views (name) values ('x')$x$, 'customer');
  assert tests.may_not($x$select from public.saved_views where id = tests.id('far_one')$x$, 'owner');
  perform tests.become_anon();
  assert tests.refused('select from public.saved_views', '42501'), 'anon reads';
  perform tests.reset();
end $$;
