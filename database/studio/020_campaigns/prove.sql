-- Who reads and writes campaigns: all staff read, the leadership writes, pm and account write what they lead.
select tests.studio();
insert into public.campaigns (id, agency_id, client_id, campaign_name, campaign_type, start_date, status,
  project_manager_id, account_director_id) values
  (tests.named('led', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Led', 'launch', '2026-01-01', 'active',
    tests.id('pm'), tests.id('account')),
  (tests.named('free', gen_random_uuid()), tests.id('a'), tests.id('a2'), 'Free', 'launch', '2026-01-01', 'active',
    null, null),
  (tests.named('early', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Early', 'pitch', '2026-01-01', 'pipeline',
    null, null),
  (tests.named('far', gen_random_uuid()), tests.id('b'), tests.id('b1'), 'Far', 'launch', '2026-01-01', 'active',
    null, null);
do $$
declare
  leads text[] := array['owner', 'leadership', 'pm', 'account'];
  others text[] := array['admin', 'finance', 'creative', 'agent', 'writer', 'customer', 'stranger'];
begin
  assert tests.reads('public.campaigns', 'led free early far',
    'owner admin leadership finance pm account creative agent: led free early', 'member writer: led early',
    'customer: led', 'stranger: far');

  assert tests.may_do($x$insert into public.campaigns (client_id, campaign_name, campaign_type, start_date)
    values (tests.id('a2'), 'x', 'pitch', now())$x$, variadic leads);
  assert tests.may_not($x$insert into public.campaigns (client_id, campaign_name, campaign_type, start_date)
    values (tests.id('a1'), 'x', 'pitch', now())$x$, variadic others);
  assert tests.may_not($x$insert into public.campaigns (client_id, campaign_name, campaign_type, start_date)
    values (tests.id('b1'), 'x', 'pitch', now())$x$, 'owner', 'pm');
  assert tests.may_not($x$insert into public.campaigns (client_id, campaign_name, campaign_type, start_date, status)
    values (tests.id('a1'), 'x', 'pitch', now(), 'active')$x$, variadic leads);
  assert tests.may_do($x$update public.campaigns set objectives = 'x' where id = tests.id('led')$x$, variadic leads);
  assert tests.may_not($x$update public.campaigns set objectives = 'x' where id = tests.id('led')$x$, variadic others);
  assert tests.may_do($x$update public.campaigns set objectives = 'x' where id = tests.id('free')$x$, 'owner',
    'leadership');
  assert tests.may_not($x$update public.campaigns set objectives = 'x' where id = tests.id('free')$x$,
    'admin', 'pm', 'account', 'customer');
  assert tests.may_not($x$update public.campaigns set project_manager_id = tests.id('pm')
    where id = tests.id('free')$x$,
    'pm', 'account', 'creative');
  assert tests.may_not($x$update public.campaigns set status = 'completed' where id = tests.id('led')$x$, 'owner',
    'pm');
  assert tests.may_not($x$update public.campaigns set approval_status = 'approved' where id = tests.id('led')$x$,
    'owner', 'finance');
  assert tests.may_not($x$update public.campaigns set client_id = tests.id('a2') where id = tests.id('led')$x$,
    'owner', 'pm');
  assert tests.may_do($x$delete from public.campaigns where id = tests.id('led')$x$, 'owner', 'leadership');
  assert tests.may_not($x$delete from public.campaigns where id = tests.id('led')$x$,
    'pm', 'account', 'admin', 'customer', 'stranger');

  perform tests.act('pm');
  insert into public.campaigns (client_id, campaign_name, campaign_type, start_date)
  values (tests.id('a1'), 'Mine', 'pitch', now());
  assert tests.works($x$update public.campaigns set objectives = 'x' where campaign_name = 'Mine'$x$),
    'a pm can''t change what he made';
  perform tests.become_anon();
  assert tests.refused('select from public.campaigns', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.campaigns', 0), 'nobody reads';
  assert tests.sees('select * from atrium.my_campaigns()', 0), 'nobody is on a team';
  perform tests.reset();
end $$;
