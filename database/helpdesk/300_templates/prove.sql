-- One's own, one's teams', and what is shared; a template gives nobody eyes for a ticket.
select tests.help_desk();
insert into public.response_templates (id, agency_id, title, content, visibility, team_id, author_id) values
  (tests.named('own', gen_random_uuid()), tests.id('a'), 'Own', 'x', 'personal', null, tests.id('agent')),
  (tests.named('teams', gen_random_uuid()), tests.id('a'), 'Teams', 'x', 'team', tests.id('team1'), tests.id('agent')),
  (tests.named('all', gen_random_uuid()), tests.id('a'), 'All', '{{ticket.title}}', 'shared', null, tests.id('agent')),
  (tests.named('far_one', gen_random_uuid()), tests.id('b'), 'All', 'x', 'shared', null, tests.id('stranger'));
do $$
begin
  assert tests.may_do($x$select from public.response_templates where id = tests.id('own')$x$, 'agent', 'admin');
  assert tests.may_not($x$select from public.response_templates where id = tests.id('own')$x$, 'pm', 'customer',
    'stranger');
  assert tests.may_do($x$select from public.response_templates where id = tests.id('teams')$x$, 'account', 'agent');
  assert tests.may_not($x$select from public.response_templates where id = tests.id('teams')$x$, 'creative', 'pm');
  assert tests.may_not($x$select from public.response_templates where id = tests.id('all')$x$, 'customer', 'stranger');
  assert tests.may_do($x$update public.response_templates set title = 'x' where id = tests.id('teams')$x$, 'account',
    'owner');
  assert tests.may_not($x$update public.response_templates set title = 'x' where id = tests.id('teams')$x$, 'agent');
  assert tests.may_not($x$update public.response_templates set title = 'x' where id = tests.id('own')$x$, 'owner');
  assert tests.may_not($x$update public.response_templates set visibility = 'shared' where id = tests.id('own')$x$,
    'agent');
  assert tests.may_not($x$insert into public.response_templates (title, content, visibility) values ('x', 'x',
    'shared')$x$, 'agent', 'customer');
  assert tests.may_not($x$update public.response_templates set usage_count = 9$x$, 'owner');
  assert tests.may_not($x$select public.render_template(tests.id('all'), tests.id('mine'))$x$, 'finance', 'customer',
    'stranger');
  perform tests.become_anon();
  assert tests.refused('select from public.response_templates', '42501'), 'anon reads';
  perform tests.reset();
end $$;
