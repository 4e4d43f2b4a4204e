-- Who reads and writes documents; contact users see what is meant for them.
select tests.two_agencies();
insert into public.documents (client_id, name, visibility) values (tests.id('a1'), 'shared', 'client'),
  (tests.id('a1'), 'own', 'internal'), (tests.id('a2'), 'other', 'client'), (tests.id('b1'), 'far', 'client');
do $$
declare
  writers text[] := array['owner', 'admin', 'leadership', 'account', 'pm', 'creative', 'agent'];
begin
  assert tests.may_do($x$select from public.documents where name = 'other'$x$, variadic writers || array['finance']);
  assert tests.may_do($x$select from public.documents where name = 'own'$x$, 'member', 'writer');
  assert tests.may_do($x$select from public.documents where name = 'shared'$x$, 'customer');
  assert tests.may_not($x$select from public.documents where name = 'own'$x$, 'customer', 'stranger');
  assert tests.may_not($x$select from public.documents where name = 'other'$x$, 'member', 'writer', 'customer',
    'stranger');
  assert tests.may_not($x$select from public.documents where name = 'far'$x$, 'owner', 'pm');
  assert tests.may_do($x$insert into public.documents (client_id, name) values (tests.id('a1'), 'new')$x$,
    variadic writers || array['writer']);
  assert tests.may_not($x$insert into public.documents (client_id, name) values (tests.id('a1'), 'new')$x$,
    'finance', 'member', 'customer', 'stranger');
  assert tests.may_not($x$insert into public.documents (client_id, name) values (tests.id('a2'), 'new')$x$, 'writer');
  assert tests.may_not($x$insert into public.documents (client_id, name) values (tests.id('b1'), 'new')$x$,
    'owner', 'pm');
  assert tests.may_do($x$update public.documents set visibility = 'client' where name = 'own'$x$,
    variadic writers || array['writer']);
  assert tests.may_not($x$update public.documents set visibility = 'client' where name = 'own'$x$, 'finance', 'member',
    'customer', 'stranger');
  assert tests.may_not($x$update public.documents set client_id = tests.id('a2')$x$,
    'owner', 'pm');
  assert tests.may_do($x$delete from public.documents where name = 'own'$x$, 'owner', 'admin', 'leadership', 'account');
  assert tests.may_not($x$delete from public.documents where name = 'own'$x$, 'pm', 'creative', 'agent', 'writer',
    'finance', 'customer', 'stranger');
  perform tests.become_anon();
  assert tests.refused('select from public.documents', '42501'), 'anon reads';
end $$;
