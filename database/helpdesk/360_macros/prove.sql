-- A macro lends nobody rights: who may only read the ticket is refused, and a shared macro shows nobody a ticket.
select tests.help_desk();
insert into public.macros (id, agency_id, name, actions, visibility, team_id, author_id) values
  (tests.named('own', gen_random_uuid()), tests.id('a'), 'Own', '[{"do": "follow"}]', 'personal', null,
    tests.id('agent')),
  (tests.named('all', gen_random_uuid()), tests.id('a'), 'All', '[{"do": "set_status", "to": "resolved"}]', 'shared',
    null, tests.id('owner')),
  (tests.named('far_one', gen_random_uuid()), tests.id('b'), 'All', '[{"do": "follow"}]', 'shared', null,
    tests.id('stranger'));
insert into public.ticket_followers (ticket_id, user_id) values (tests.id('ours'), tests.id('member'));
do $$
begin
  assert tests.may_do($x$select from public.macros where id = tests.id('own')$x$, 'agent', 'admin');
  assert tests.may_not($x$select from public.macros where id = tests.id('own')$x$, 'pm', 'customer', 'stranger');
  assert tests.may_not($x$select from public.macros where id = tests.id('far_one')$x$, 'owner');
  assert tests.may_not($x$update public.macros set name = 'x' where id = tests.id('all')$x$, 'agent', 'customer');
  assert tests.may_not($x$insert into public.macros (name, actions, visibility)
    values ('x', '[{"do": "follow"}]', 'shared')$x$, 'agent', 'customer');
  perform tests.act('member');
  assert (select not done and code = 'ATNOM' from public.run_macro(tests.id('all'), array[tests.id('ours')])),
    'a reader resolves';
  perform tests.act('finance');
  assert (select not done and code = 'ATNOF' from public.run_macro(tests.id('all'), array[tests.id('ours')])),
    'a ticket out of sight';
  perform tests.act('customer');
  assert tests.refused($x$select public.run_macro(tests.id('all'), array[tests.id('mine')])$x$, 'ATNOF'), 'a customer';
  perform tests.become_anon();
  assert tests.refused('select from public.macros', '42501'), 'anon reads';
  perform tests.reset();
end $$;
