-- Work to try the studio's changes on, and its rows for the checks of populated databases.

create function tests.studio() returns void language plpgsql as $$
begin
  perform tests.two_agencies();
  insert into public.brands (id, agency_id, client_id, brand_name) values
    (tests.named('brand1', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Acme Cola'),
    (tests.named('brand2', gen_random_uuid()), tests.id('a'), tests.id('a2'), 'Apex Bank'),
    (tests.named('brandb', gen_random_uuid()), tests.id('b'), tests.id('b1'), 'Bolt Tea');
  if to_regclass('public.campaign_members') is null then
    return;
  end if;
  insert into public.campaigns (id, agency_id, client_id, brand_id, campaign_name, campaign_type, start_date, end_date,
    status, project_manager_id, account_director_id, budget_amount) values
    (tests.named('c1', gen_random_uuid()), tests.id('a'), tests.id('a1'), tests.id('brand1'), 'Summer', 'launch',
      '2026-06-01', '2026-08-31', 'active', tests.id('pm'), tests.id('account'), 100000),
    (tests.named('c2', gen_random_uuid()), tests.id('a'), tests.id('a2'), tests.id('brand2'), 'Autumn', 'sustain',
      '2026-09-01', null, 'planning', null, null, 50000),
    (tests.named('lead', gen_random_uuid()), tests.id('a'), tests.id('a1'), null, 'Pitch', 'pitch', '2026-12-01', null,
      'pipeline', null, null, null),
    (tests.named('cb', gen_random_uuid()), tests.id('b'), tests.id('b1'), tests.id('brandb'), 'Spring', 'launch',
      '2026-03-01', null, 'active', tests.id('stranger'), null, null);
  insert into public.campaign_members (agency_id, campaign_id, user_id) values
    (tests.id('a'), tests.id('c1'), tests.id('creative'));
  if to_regclass('public.phase_costs') is null then
    return;
  end if;
  insert into public.campaign_phases (id, agency_id, campaign_id, phase_name, phase_order, planned_start_date,
    planned_end_date) values
    (tests.named('p1', gen_random_uuid()), tests.id('a'), tests.id('c1'), 'Strategy', 1, '2026-06-01', '2026-06-21'),
    (tests.named('p2', gen_random_uuid()), tests.id('a'), tests.id('c2'), 'Strategy', 1, '2026-09-01', '2026-09-21'),
    (tests.named('pb', gen_random_uuid()), tests.id('b'), tests.id('cb'), 'Strategy', 1, null, null);
  insert into public.phase_costs (agency_id, campaign_id, phase_id, phase_actual_cost) values
    (tests.id('a'), tests.id('c1'), tests.id('p1'), 1200), (tests.id('b'), tests.id('cb'), tests.id('pb'), 900);
  if to_regclass('public.artifacts') is null then
    return;
  end if;
  insert into public.artifacts (id, agency_id, campaign_id, client_id, title, artifact_type, content, owner_id, status,
    visibility, approved_at, content_by) values
    (tests.named('draft', gen_random_uuid()), tests.id('a'), tests.id('c1'), null, 'Summer brief', 'brief',
      'A brief about lemonade', tests.id('creative'), 'draft', 'internal', null, tests.id('creative')),
    (tests.named('secret', gen_random_uuid()), tests.id('a'), tests.id('c2'), null, 'Autumn idea', 'concept',
      'Nobody outside knows of the lemonade', tests.id('owner'), 'draft', 'internal', null, tests.id('owner')),
    (tests.named('public', gen_random_uuid()), tests.id('a'), tests.id('c2'), null, 'Autumn deck', 'deck',
      'The lemonade deck', tests.id('owner'), 'published', 'internal', now(), tests.id('owner')),
    (tests.named('shared', gen_random_uuid()), tests.id('a'), tests.id('c1'), null, 'Summer script', 'script',
      'Lemonade in the sun', tests.id('creative'), 'review', 'client', null, tests.id('creative')),
    (tests.named('house', gen_random_uuid()), tests.id('a'), null, null, 'House style', 'other', 'Lemonade for us',
      tests.id('admin'), 'draft', 'internal', null, tests.id('admin')),
    (tests.named('foreign', gen_random_uuid()), tests.id('b'), tests.id('cb'), null, 'Spring brief', 'brief',
      'Lemonade elsewhere', tests.id('stranger'), 'draft', 'internal', null, tests.id('stranger'));
end $$;
comment on function tests.studio() is 'tests.two_agencies with work in it: c1 of a1, whose team are pm, account and'
  ' creative;'
  ' c2 of a2 and lead of a1 without a team; cb in agency b. Artifacts: draft and shared (in review, for the client)'
  ' in c1,'
  ' both creative''s; secret and public in c2, the owner''s; house of no client, the admin''s; foreign in b.';

create function tests.populate_studio() returns void language plpgsql as $$
declare
  agency uuid;
  one uuid;
  two uuid;
  campaign uuid;
  quiet uuid;
  -- the sample that others try to insert again is the row with the greatest id
  sample uuid;
  hidden uuid;
begin
  if to_regclass('public.phase_costs') is null then
    return;
  end if;
  for agency, one, two in
    select a.id, o.id, t.id from public.agencies a
    join public.clients o on o.agency_id = a.id and o.name = a.name || ' One'
    join public.clients t on t.agency_id = a.id and t.name = a.name || ' Two'
    where a.name in ('Alder', 'Birch')
  loop
    sample := overlay(gen_random_uuid()::text placing 'ffffffff' from 1)::uuid;
    hidden := overlay(gen_random_uuid()::text placing '00000000' from 1)::uuid;
    insert into public.brands (agency_id, client_id, brand_name) values (agency, one, 'One'), (agency, two, 'Two');
    insert into public.campaigns (id, agency_id, client_id, campaign_name, campaign_type, start_date, status,
      project_manager_id, account_director_id)
    values (sample, agency, one, 'Loud', 'launch', '2026-01-01', 'active', tests.person_of(agency, 'pm'),
      tests.person_of(agency, 'account')) returning id into campaign;
    insert into public.campaigns (id, agency_id, client_id, campaign_name, campaign_type, start_date)
    values (hidden, agency, two, 'Quiet', 'pitch', '2026-01-01') returning id into quiet;
    insert into public.campaign_members (agency_id, campaign_id, user_id)
    values (agency, campaign, tests.person_of(agency, 'creative'));
    insert into public.campaign_phases (id, agency_id, campaign_id, phase_name, phase_order)
    values (sample, agency, campaign, 'First', 1), (hidden, agency, quiet, 'First', 1);
    insert into public.phase_costs (agency_id, campaign_id, phase_id, phase_actual_cost)
    values (agency, campaign, sample, 1), (agency, quiet, hidden, 1);
    continue when to_regclass('public.artifact_stats') is null;
    insert into public.artifacts (agency_id, campaign_id, title, artifact_type, owner_id)
    select agency, campaign, m.role, 'brief', m.user_id from public.memberships m
    where m.agency_id = agency and m.role not in ('agent', 'member', 'customer', 'owner');
    insert into public.artifacts (id, agency_id, campaign_id, title, artifact_type, content, owner_id) values
      (hidden, agency, null, 'Hidden', 'brief', 'first', tests.person_of(agency, 'owner')),
      (sample, agency, campaign, 'Shared', 'brief', 'first', tests.person_of(agency, 'creative'));
    update public.artifacts set content = 'second' where id in (hidden, sample);
    update public.artifacts set status = 'published', approved_at = now(), visibility = 'client' where id = sample;
    insert into public.artifact_comments (agency_id, artifact_id, comment_text, commenter_id, visibility)
    select agency, sample, m.role, m.user_id, 'client' from public.memberships m where m.agency_id = agency
    union all
    select agency, sample, 'inside', tests.person_of(agency, 'owner'), 'internal';
    insert into public.artifact_comments (id, agency_id, artifact_id, comment_text, commenter_id)
    values (hidden, agency, hidden, 'hidden', tests.person_of(agency, 'owner'));
    insert into public.artifact_approvals (agency_id, artifact_id, version, step) values
      (agency, sample, 1, 'submitted'), (agency, sample, 2, 'client_approved'), (agency, hidden, 1, 'submitted');
    insert into public.artifact_stats (agency_id, artifact_id) values (agency, sample), (agency, hidden);
  end loop;
end $$;
comment on function tests.populate_studio() is
  'Rows in every table of the studio, for Alder and Birch: some that every role may reach, some that few may.';

-- plpgsql, whose body is looked at when it runs: the helpers are there before the tables are
create function tests.person_of(agency uuid, role text) returns uuid language plpgsql stable as
  'begin return (select m.user_id from public.memberships m where m.agency_id = $1 and m.role = $2 limit 1); end';
comment on function tests.person_of(uuid, text) is 'Somebody with that role in that agency.';
