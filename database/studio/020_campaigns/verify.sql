-- What must hold for campaigns: whole weeks, chained keys, leads who are staff, and a budget that stands while it is
-- judged.
select tests.studio();
do $$
declare
  made public.campaigns;
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.campaigns'::regclass),
    'not forced';
  assert not exists (select from unnest(array['agency_id', 'client_id', 'status', 'approval_status', 'approved_by',
    'approved_at', 'submitted_by', 'procure_quote_id', 'finance_ppm_project_id', 'created_by']) c
    where has_column_privilege('authenticated', 'public.campaigns', c, 'update')), 'a kept column can be updated';
  insert into public.campaigns (agency_id, client_id, campaign_name, campaign_type, start_date, end_date)
  select tests.id('b'), tests.id('b1'), 'Weeks', 'pitch', '2026-01-01', '2026-01-01'::date + d
  from unnest(array[0, 6, 7, 89, null]) d;
  assert (select array_agg(duration_weeks order by end_date) = array[1, 1, 2, 13, null] from public.campaigns
    where campaign_name = 'Weeks'), 'weeks are miscounted';
  assert (select count(distinct lower(campaign_code)) = 5 from public.campaigns where campaign_name = 'Weeks'),
    'campaigns of one name find no code';
  assert tests.refused($x$insert into public.campaigns (agency_id, client_id, campaign_code, campaign_name,
    campaign_type, start_date) values (tests.id('b'), tests.id('b1'), 'weeks', 'x', 'pitch', now())$x$, '23505'),
    'one code twice';
  assert tests.works($x$insert into public.campaigns (agency_id, client_id, campaign_code, campaign_name,
    campaign_type, start_date) values (tests.id('a'), tests.id('a1'), 'WEEKS', 'x', 'pitch', now())$x$),
    'a code of another agency is taken';
  assert tests.refused($x$update public.campaigns set end_date = '2020-01-01' where campaign_name = 'Weeks'$x$,
    '23514'),
    'an end before the start';
  assert tests.refused($x$insert into public.campaigns (agency_id, client_id, campaign_name, campaign_type, start_date)
    values (tests.id('a'), tests.id('b1'), 'x', 'pitch', now())$x$, '23503'), 'a client of another agency';
  assert tests.refused($x$insert into public.campaigns (agency_id, client_id, brand_id, campaign_name, campaign_type,
    start_date) values (tests.id('a'), tests.id('a1'), tests.id('brand2'), 'x', 'pitch', now())$x$, '23503'),
    'a brand of another client';
  assert tests.refused($x$update public.campaigns set client_id = tests.id('a2') where campaign_code = 'WEEKS'
    and agency_id = tests.id('a')$x$, 'ATIMM'), 'a campaign went to another client';
  insert into public.campaigns (agency_id, client_id, brand_id, campaign_name, campaign_type, start_date,
    project_manager_id, budget_amount)
  values (tests.id('a'), tests.id('a1'), tests.id('brand1'), 'Kept', 'launch', '2026-01-01', tests.id('pm'), 10)
  returning * into made;
  perform tests.named('kept', made.id);
  assert tests.refused($x$update public.campaigns set project_manager_id = tests.id('stranger')
    where id = tests.id('kept')$x$, '23503'), 'a lead of another agency';
  assert tests.refused($x$update public.campaigns set creative_director_id = tests.id('customer')
    where id = tests.id('kept')$x$, 'ATVAL'), 'a contact user leads';
  update public.campaigns set approval_status = 'pending', submitted_by = tests.id('pm') where id = made.id;
  assert tests.refused($x$update public.campaigns set budget_amount = 11 where id = tests.id('kept')$x$, 'ATSTA'),
    'a budget moves while it is judged';
  update public.campaigns set approval_status = 'approved', approved_at = now() where id = made.id;
  update public.campaigns set budget_amount = 11 where id = made.id;
  assert (select approval_status is null and approved_at is null from public.campaigns where id = made.id),
    'another amount is approved too';
  delete from public.memberships where user_id = tests.id('pm');
  delete from public.brands where id = tests.id('brand1');
  assert (select project_manager_id is null and brand_id is null and agency_id = tests.id('a') from public.campaigns
    where id = made.id), 'a campaign goes with its lead or brand';
end $$;
