-- What must hold for teams: staff of the same agency, once each, gone with membership and campaign.
select tests.studio();
do $$
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.campaign_members'::regclass),
    'not forced';
  assert tests.refused($x$insert into public.campaign_members (agency_id, campaign_id, user_id)
    values (tests.id('a'), tests.id('c1'), tests.id('creative'))$x$, '23505'), 'somebody is there twice';
  assert tests.refused($x$insert into public.campaign_members (agency_id, campaign_id, user_id)
    values (tests.id('a'), tests.id('cb'), tests.id('pm'))$x$, '23503'), 'a campaign of another agency';
  assert tests.refused($x$insert into public.campaign_members (agency_id, campaign_id, user_id)
    values (tests.id('a'), tests.id('c1'), tests.id('stranger'))$x$, '23503'), 'a person of another agency';
  assert tests.refused($x$insert into public.campaign_members (agency_id, campaign_id, user_id)
    values (tests.id('a'), tests.id('c1'), tests.id('customer'))$x$, 'ATVAL'), 'a contact user on the team';
  assert tests.refused($x$update public.campaign_members set campaign_id = tests.id('c2')$x$, 'ATIMM'), 'a move';
  assert not has_function_privilege('authenticated', 'atrium.campaign_reach(uuid)', 'execute'),
    'reach can be asked for';
  perform tests.act('creative');
  assert tests.sees('select * from atrium.my_campaigns()', 1), 'a member of the team is not on it';
  perform tests.reset();
  delete from public.memberships where user_id = tests.id('creative');
  assert not exists (
      select from public.campaign_members where user_id = tests.id('creative')), 'the team outlives the membership';
end $$;
