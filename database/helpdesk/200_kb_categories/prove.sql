-- Who keeps the shelves, and who reads which.
select tests.help_center();
do $$
begin
  assert tests.may_do($x$select from public.kb_categories where id = tests.id('back_room')$x$, 'owner', 'member');
  assert tests.may_not($x$select from public.kb_categories where id = tests.id('back_room')$x$, 'customer', 'stranger');
  assert tests.may_do($x$select from public.kb_categories where id = tests.id('shelf')$x$, 'customer');
  assert tests.may_do($x$insert into public.kb_categories (name) values ('x')$x$, 'agent', 'admin');
  assert tests.may_not($x$insert into public.kb_categories (name) values ('x')$x$, 'creative', 'member', 'customer');
  assert tests.may_not($x$update public.kb_categories set name = 'x' where id = tests.id('shelf')$x$, 'account',
    'customer', 'stranger');
  assert tests.may_not($x$delete from public.kb_categories where id = tests.id('back_room')$x$, 'agent', 'stranger');
  perform tests.become_anon();
  assert tests.refused('select from public.kb_categories', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.kb_categories', 0), 'nobody reads';
  perform tests.reset();
end $$;
