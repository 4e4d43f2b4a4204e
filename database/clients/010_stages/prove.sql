-- Who may read and change the stages, and that no other agency does.
select tests.two_agencies();
do $$
begin
  assert tests.may_do('select from public.client_stages', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
    'creative', 'agent', 'member', 'stranger');
  assert tests.may_do($x$insert into public.client_stages (name, position) values ('Paused', 9)$x$, 'owner', 'admin');
  assert tests.may_not($x$insert into public.client_stages (name, position) values ('Paused', 9)$x$,
    'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member');
  assert tests.may_do($x$update public.client_stages set name = 'Prospect' where name = 'Lead'$x$, 'owner', 'admin');
  assert tests.may_not($x$update public.client_stages set name = 'Prospect' where name = 'Lead'$x$,
    'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member');
  assert tests.may_do($x$delete from public.client_stages where name = 'Audit'$x$, 'owner', 'admin');
  assert tests.may_not($x$delete from public.client_stages where name = 'Audit'$x$, 'leadership', 'account', 'member');
  assert tests.may_not($x$update public.client_stages set name = 'x' where agency_id = tests.id('a')$x$, 'stranger');
  assert tests.may_not($x$delete from public.client_stages where agency_id = tests.id('a')$x$, 'stranger');
  assert tests.may_not($x$select from public.client_stages where agency_id = tests.id('a')$x$, 'stranger');
  assert tests.may_not($x$insert into public.client_stages (agency_id, name, position) values (tests.id('b'), 'x',
    1)$x$,
    'owner', 'stranger');
  perform tests.become_anon();
  assert tests.refused('select from public.client_stages', '42501'), 'anon reads stages';
  perform tests.become_nobody();
  assert tests.sees('select from public.client_stages', 0), 'nobody reads stages';
end $$;
