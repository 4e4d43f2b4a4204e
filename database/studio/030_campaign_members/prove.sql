-- Who sees a team and who puts people on it; being put there by oneself gives nothing.
select tests.studio();
do $$
declare
  staff text[] := array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent'];
  leads text[] := array['owner', 'leadership', 'pm', 'account'];
  others text[] := array['admin', 'finance', 'creative', 'agent', 'writer', 'customer', 'stranger'];
begin
  assert tests.may_do('select from public.campaign_members', variadic staff || array['member', 'writer']);
  assert tests.may_not('select from public.campaign_members', 'customer', 'stranger');
  assert tests.may_do($x$insert into public.campaign_members (campaign_id, user_id)
    values (tests.id('c1'), tests.id('agent'))$x$, variadic leads);
  assert tests.may_not($x$insert into public.campaign_members (campaign_id, user_id)
    values (tests.id('c1'), tests.id('agent'))$x$, variadic others);
  assert tests.may_not($x$insert into public.campaign_members (campaign_id, user_id)
    values (tests.id('c2'), tests.id('pm'))$x$, 'pm', 'account', 'creative');
  assert tests.may_not($x$insert into public.campaign_members (campaign_id, user_id)
    values (tests.id('cb'), tests.id('owner'))$x$, 'owner', 'pm');
  assert tests.may_do($x$update public.campaign_members set role_on_campaign = 'x'$x$, variadic leads);
  assert tests.may_not($x$update public.campaign_members set role_on_campaign = 'x'$x$, variadic others);
  assert tests.may_not($x$update public.campaign_members set user_id = tests.id('agent')$x$, 'owner', 'pm');
  assert tests.may_do('delete from public.campaign_members', variadic leads);
  assert tests.may_not('delete from public.campaign_members', 'admin', 'creative', 'customer', 'stranger');
  -- being on the team lets nobody change the campaign whose role does not
  assert tests.may_not($x$update public.campaigns set objectives = 'x' where id = tests.id('c1')$x$, 'creative');
  perform tests.become_anon();
  assert tests.refused('select from public.campaign_members', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.campaign_members', 0), 'nobody reads';
  perform tests.reset();
end $$;
