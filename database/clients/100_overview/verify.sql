-- The view tells what is there, and runs as the caller.
select tests.two_agencies();
insert into public.communications (client_id, type, direction, subject) values (tests.id('a1'), 'email', 'inbound',
  'Hello');
insert into public.alerts (client_id, title) values (tests.id('a1'), 'x'), (tests.id('a1'), 'y');
update public.alerts set status = 'resolved' where title = 'y';
update public.clients set owner_id = tests.id('account') where id = tests.id('a1');
update public.users set full_name = 'Ann Account' where id = tests.id('account');
do $$
begin
  assert (select 'security_invoker=true' = any (reloptions) from pg_class
    where oid = 'public.client_overview'::regclass),
    'the view does not run as the caller';
  perform tests.act('owner');
  assert (select (stage_name, open_alerts, needs_reply, owner_name, days_in_stage) = ('Lead', 1, 1, 'Ann Account', 0)
    and last_communication_at is not null from public.client_overview where id = tests.id('a1')), 'figures are wrong';
end $$;
