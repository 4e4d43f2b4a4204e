-- Who reads and writes which communication; contact users never a note.
select tests.two_agencies();
insert into public.communications (client_id, type, direction, subject) values
  (tests.id('a1'), 'email', 'inbound', 'one'), (tests.id('a1'), 'note', null, 'secret'),
  (tests.id('a2'), 'email', 'inbound', 'two'), (tests.id('b1'), 'email', 'inbound', 'three');
do $$
declare
  writers text[] := array['owner', 'admin', 'leadership', 'account', 'pm', 'agent'];
begin
  assert tests.may_do($x$select from public.communications where subject = 'two'$x$,
    variadic writers || array['finance', 'creative']);
  assert tests.may_do($x$select from public.communications where subject = 'one'$x$, 'member', 'writer', 'customer');
  assert tests.may_do($x$select from public.communications where subject = 'secret'$x$, 'member', 'creative');
  assert tests.may_not($x$select from public.communications where subject = 'secret'$x$, 'customer', 'stranger');
  assert tests.may_not($x$select from public.communications where subject = 'two'$x$, 'member', 'writer', 'customer',
    'stranger');
  assert tests.may_not($x$select from public.communications where subject = 'three'$x$, 'owner', 'pm');

  assert tests.may_do($x$insert into public.communications (client_id, type) values (tests.id('a1'), 'call')$x$,
    variadic writers || array['writer']);
  assert tests.may_not($x$insert into public.communications (client_id, type) values (tests.id('a1'), 'call')$x$,
    'finance', 'creative', 'member', 'customer', 'stranger');
  assert tests.may_not($x$insert into public.communications (client_id, type) values (tests.id('a2'), 'call')$x$,
    'writer');
  assert tests.may_not($x$insert into public.communications (client_id, type) values (tests.id('b1'), 'call')$x$,
    'owner', 'pm');
  assert tests.may_do($x$update public.communications set body = 'x' where subject = 'one'$x$,
    variadic writers || array['writer']);
  assert tests.may_not($x$update public.communications set body = 'x' where subject = 'one'$x$, 'finance', 'creative',
    'member', 'customer', 'stranger');
  assert tests.may_not($x$update public.communications set client_id = tests.id('b1')$x$, 'owner', 'pm');
  assert tests.may_not($x$update public.communications set client_id = tests.id('a2')$x$, 'writer');
  assert tests.may_not($x$update public.communications set needs_reply = false$x$, 'owner', 'pm');
  assert tests.may_do($x$delete from public.communications where subject = 'one'$x$, 'owner', 'admin', 'leadership');
  assert tests.may_not($x$delete from public.communications where subject = 'one'$x$, 'account', 'pm', 'agent',
    'writer',
    'finance', 'customer', 'stranger');
  perform tests.become_anon();
  assert tests.refused('select from public.communications', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.communications', 0), 'nobody reads';
end $$;
