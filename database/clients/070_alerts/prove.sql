-- Who sees alerts, raises, changes and acknowledges them.
select tests.two_agencies();
insert into public.alerts (client_id, title) values (tests.id('a1'), 'one'), (tests.id('a2'), 'two'),
  (tests.id('b1'), 'three');
do $$
declare
  writers text[] := array['owner', 'admin', 'leadership', 'pm', 'account'];
  others text[] := array['finance', 'creative', 'agent', 'member', 'writer', 'customer', 'stranger'];
begin
  assert tests.may_do($x$select from public.alerts where title = 'two'$x$,
    variadic writers || array['finance', 'creative', 'agent']);
  assert tests.may_do($x$select from public.alerts where title = 'one'$x$, 'member', 'writer');
  assert tests.may_not($x$select from public.alerts where title = 'two'$x$, 'member', 'writer', 'customer', 'stranger');
  assert tests.may_not('select from public.alerts', 'customer');
  assert tests.may_do($x$insert into public.alerts (client_id, title) values (tests.id('a1'), 'new')$x$,
    variadic writers);
  assert tests.may_not($x$insert into public.alerts (client_id, title) values (tests.id('a1'), 'new')$x$,
    variadic others);
  assert tests.may_not($x$insert into public.alerts (client_id, title) values (tests.id('b1'), 'new')$x$,
    'owner', 'pm');
  assert tests.may_do($x$update public.alerts set status = 'resolved', resolution = 'x' where title = 'one'$x$,
    variadic writers);
  assert tests.may_not($x$update public.alerts set status = 'resolved' where title = 'one'$x$, variadic others);
  assert tests.may_do($x$update public.alerts set status = 'acknowledged' where title = 'one'$x$, 'agent',
    'creative', 'pm');
  assert tests.may_do($x$update public.alerts set snoozed_until = now() where title = 'one'$x$, 'agent', 'creative');
  assert tests.may_not($x$update public.alerts set title = 'x' where title = 'one'$x$, 'agent', 'creative');
  assert tests.may_not($x$update public.alerts set status = 'acknowledged' where title = 'one'$x$, 'finance', 'member',
    'writer', 'customer', 'stranger');
  assert tests.may_not($x$update public.alerts set client_id = tests.id('b1')$x$, 'owner', 'pm');
  assert tests.may_not($x$update public.alerts set resolved_at = now()$x$, 'owner', 'pm');
  assert tests.may_do($x$delete from public.alerts where title = 'one'$x$, 'owner', 'admin');
  assert tests.may_not($x$delete from public.alerts where title = 'one'$x$, 'leadership', 'pm', 'account', 'agent',
    'stranger');
  perform tests.act('account');
  update public.alerts set status = 'resolved' where title = 'one';
  assert (select resolved_by = tests.id('account') from public.alerts where title = 'one'), 'not known who resolved it';
  perform tests.become_anon();
  assert tests.refused('select from public.alerts', '42501'), 'anon reads';
end $$;
