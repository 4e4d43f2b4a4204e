-- The desk works with contacts, finance and creatives read them, nobody else sees them; deleted ones nobody.
select tests.desk();
insert into public.contacts (agency_id, name, deleted_at, deletion_reason)
values (tests.id('a'), 'Gone', now(), 'user_request');
do $$
begin
  assert tests.may_do($x$select from public.contacts where id = tests.id('ada')$x$, 'owner', 'agent', 'finance');
  assert tests.may_not($x$select from public.contacts where id = tests.id('ada')$x$, 'member', 'customer', 'stranger');
  assert tests.may_not($x$select from public.contacts where name = 'Gone' or id = tests.id('far')$x$, 'owner', 'agent');
  assert tests.may_do($x$insert into public.contacts (name, phone) values ('x', '+4930999')$x$, 'account');
  assert tests.may_not($x$insert into public.contacts (name, phone) values ('x', '+4930999')$x$, 'finance', 'member');
  assert tests.may_not($x$insert into public.contacts (agency_id, name) values (tests.id('b'), 'x')$x$, 'owner');
  assert tests.may_do($x$update public.contacts set notes = 'x' where id = tests.id('ada')$x$, 'agent');
  assert tests.may_not($x$update public.contacts set notes = 'x' where id = tests.id('ada')$x$, 'creative', 'stranger');
  assert tests.may_not($x$update public.contacts set lead_status = 'lost'$x$, 'owner');
  assert tests.may_not($x$update public.contacts set deleted_at = null$x$, 'owner');
  assert tests.may_not($x$delete from public.contacts$x$, 'owner');
  perform tests.become_anon();
  assert tests.refused('select from public.contacts', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.contacts', 0), 'nobody reads';
  perform tests.reset();
end $$;
