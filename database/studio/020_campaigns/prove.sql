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
  staff text[] := array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent'];
  narrow text[] := array['member', 'writer', 'customer'];
  leads text[] := array['owner', 'leadership', 'pm', 'account'];
  others text[] := array['admin', 'finance', 'creative', 'agent', 'member', 'writer', 'customer', 'stranger'];
begin
  assert tests.may_do($x$select from public.campaigns where id = tests.id('free')$x$, variadic staff);
  assert tests.may_do($x$select from public.campaigns where id = tests.id('led')$x$, variadic narrow);
  assert tests.may_not($x$select from public.campaigns where id = tests.id('free')$x$, variadic narrow
    || array['stranger']);
  assert tests.may_not($x$select from public.campaigns where id = tests.id('early')$x$, 'customer');
  assert tests.may_not($x$select from public.campaigns where id = tests.id('far')$x$, variadic staff || narrow);

  assert tests.may_do($x$insert into public.campaigns (client_id, campaign_name, campaign_type, start_date)
    values (tests.id('a2'), 'x', 'pitch', now())$x$, variadic leads);
  assert tests.may_not($x$insert into public.campaigns (client_id, campaign_name, campaign_type, start_date)
    values (tests.id('a1'), 'x', 'pitch', now())$x$, variadic others);
  assert tests.may_not($x$insert into public.campaigns (client_id, campaign_name, campaign_type, start_date)
    values (tests.id('b1'), 'x', 'pitch', now())$x$, variadic leads);
  assert tests.may_not($x$insert into public.campaigns (client_id, campaign_name, campaign_type, start_date, status)
    values (tests.id('a1'), 'x', 'pitch', now(), 'active')$x$, variadic leads);
  assert tests.may_do($x$update public.campaigns set objectives = 'x' where id = tests.id('led')$x$, variadic leads);
  assert tests.may_not($x$update public.campaigns set objectives = 'x' where id = tests.id('led')$x$, variadic others);
  assert tests.may_do($x$update public.campaigns set objectives = 'x' where id = tests.id('free')$x$, 'owner',
    'leadership');
  assert tests.may_not($x$update public.campaigns set objectives = 'x' where id = tests.id('free')$x$,
    variadic others || array['pm', 'account']);
  assert tests.may_not($x$update public.campaigns set project_manager_id = tests.id('pm')
    where id = tests.id('free')$x$,
    'pm', 'account', 'creative');
  assert tests.may_not($x$update public.campaigns set status = 'completed' where id = tests.id('led')$x$,
    variadic leads);
  assert tests.may_not($x$update public.campaigns set approval_status = 'approved' where id = tests.id('led')$x$,
    variadic leads || array['finance']);
  assert tests.may_not($x$update public.campaigns set client_id = tests.id('a2') where id = tests.id('led')$x$,
    variadic leads);
  assert tests.may_do($x$delete from public.campaigns where id = tests.id('led')$x$, 'owner', 'leadership');
  assert tests.may_not($x$delete from public.campaigns where id = tests.id('led')$x$,
    variadic others || array['pm', 'account']);

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
