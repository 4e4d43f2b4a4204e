-- Who sees and changes which client.
select tests.two_agencies();
do $$
declare
  writers text[] := array['owner', 'admin', 'leadership', 'account'];
  others text[] := array['finance', 'pm', 'creative', 'agent', 'member', 'writer', 'customer'];
begin
  assert tests.may_do($x$select from public.clients where id = tests.id('a2')$x$, 'owner', 'admin', 'leadership',
    'finance',
    'pm', 'account', 'creative', 'agent');
  assert tests.may_do($x$select from public.clients where id = tests.id('a1')$x$, 'member', 'writer', 'customer');
  assert tests.may_not($x$select from public.clients where id = tests.id('a2')$x$, 'member', 'writer', 'customer',
    'stranger');
  assert tests.may_not($x$select from public.clients where id = tests.id('b1')$x$, variadic writers || others);

  assert tests.may_do($x$insert into public.clients (name) values ('New')$x$, variadic writers);
  assert tests.may_not($x$insert into public.clients (name) values ('New')$x$, variadic others);
  assert tests.may_not($x$insert into public.clients (agency_id, name) values (tests.id('b'), 'New')$x$,
    variadic writers);
  assert tests.may_do($x$update public.clients set notes = 'x' where id = tests.id('a1')$x$, variadic writers);
  assert tests.may_not($x$update public.clients set notes = 'x' where id = tests.id('a1')$x$,
    variadic others || array['stranger']);
  assert tests.may_not($x$update public.clients set status = 'inactive' where id = tests.id('a1')$x$, variadic writers);
  assert tests.may_not($x$update public.clients set agency_id = tests.id('b') where id = tests.id('a1')$x$,
    variadic writers);
  assert tests.may_do($x$delete from public.clients where id = tests.id('a2')$x$, 'owner', 'admin', 'leadership');
  assert tests.may_not($x$delete from public.clients where id = tests.id('a2')$x$, 'account', 'finance', 'pm', 'member',
    'writer', 'customer', 'stranger');
end $$;
-- Access: given by owner and admin, seen by them and by whom it is for; nobody gives it to himself.
do $$
begin
  assert tests.may_do($x$insert into public.client_access (user_id, client_id) values (tests.id('member'),
    tests.id('a2'))$x$,
    'owner', 'admin');
  assert tests.may_not($x$insert into public.client_access (user_id, client_id)
    values (tests.id('member'), tests.id('a2'))$x$, 'leadership', 'account', 'pm', 'member', 'writer', 'customer',
      'stranger');
  assert tests.may_not($x$update public.client_access set permission = 'write' where user_id = tests.id('member')$x$,
    'member', 'leadership', 'customer', 'stranger');
  assert tests.may_not($x$insert into public.client_access (user_id, client_id)
    values (tests.id('stranger'), tests.id('b1'))$x$, 'owner');
  perform tests.act('member');
  assert tests.sees('select from public.client_access', 1), 'a member sees the access of others';
  perform tests.become_anon();
  assert tests.refused('select from public.clients', '42501'), 'anon reads clients';
  perform tests.become_nobody();
  assert tests.sees('select from public.clients', 0), 'nobody reads clients';
  perform tests.reset();
  -- somebody with a role that writes, but some clients only: what he was given to read stays as it is
  update public.memberships set client_scope = 'some' where user_id = tests.id('account');
  insert into public.client_access (agency_id, user_id, client_id, permission) values
    (tests.id('a'), tests.id('account'), tests.id('a1'), 'read'), (tests.id('a'), tests.id('account'),
      tests.id('a2'), 'write');
  assert tests.may_not($x$update public.clients set notes = 'x' where id = tests.id('a1')$x$, 'account');
  assert tests.may_do($x$update public.clients set notes = 'x' where id = tests.id('a2')$x$, 'account');
  assert tests.may_not($x$insert into public.clients (name) values ('New')$x$, 'account');
end $$;
