-- People and things to try the help desk's changes on, and its rows for the checks of populated databases.

create function tests.help_desk() returns void language plpgsql as $$
declare
  person text;
begin
  perform tests.two_agencies();
  foreach person in array array['colleague', 'boss'] loop
    perform tests.add_member(tests.id('a'), tests.named(person, tests.create_user(person || '@acme.test')), 'customer',
      tests.id('a1'));
  end loop;
  update public.memberships set permissions = '{tickets:select_any}' where user_id = tests.id('boss');
  insert into public.teams (id, agency_id, name) values
    (tests.named('team1', gen_random_uuid()), tests.id('a'), 'Support'),
    (tests.named('team2', gen_random_uuid()), tests.id('a'), 'Billing'),
    (tests.named('teamb', gen_random_uuid()), tests.id('b'), 'Support');
  insert into public.team_members (agency_id, team_id, user_id, role) values
    (tests.id('a'), tests.id('team1'), tests.id('account'), 'lead'),
    (tests.id('a'), tests.id('team1'), tests.id('agent'), 'member'),
    (tests.id('a'), tests.id('team2'), tests.id('creative'), 'member'),
    (tests.id('b'), tests.id('teamb'), tests.id('stranger'), 'lead');
  if to_regclass('public.tickets') is null then
    return;
  end if;
  insert into public.tickets (id, client_id, title, requester_id, assigned_agent_id, assigned_team_id) values
    (tests.named('mine', gen_random_uuid()), tests.id('a1'), 'Printer on fire', tests.id('customer'),
      tests.id('agent'), tests.id('team2')),
    (tests.named('ours', gen_random_uuid()), tests.id('a1'), 'Invoice twice', tests.id('colleague'), null,
      tests.id('team1')),
    (tests.named('free', gen_random_uuid()), tests.id('a2'), 'Where is my order', null, null, null),
    (tests.named('theirs', gen_random_uuid()), tests.id('a1'), 'Logo is wrong', tests.id('customer'),
      tests.id('creative'), tests.id('team2')),
    (tests.named('far', gen_random_uuid()), tests.id('b1'), 'Elsewhere', null, null, tests.id('teamb'));
end $$;
comment on function tests.help_desk() is
  'tests.two_agencies with a help desk: colleague and boss at a1 beside customer,'
  ' boss sees all of its tickets; team1 of account (its lead) and agent, team2 of creative, teamb in agency b.'
  ' Tickets: mine (customer''s, agent''s, of team2), ours (colleague''s, of team1), free (of a2, nobody''s), theirs'
  ' (customer''s, creative''s, of team2), far in b.';

create function tests.populate_helpdesk() returns void language plpgsql as $$
declare
  agency uuid;
  one uuid;
  two uuid;
  -- the sample that others try to insert again is the row with the greatest id
  sample uuid;
  hidden uuid;
begin
  if to_regclass('public.team_members') is null then
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
    insert into public.teams (id, agency_id, name) values (sample, agency, 'Support');
    insert into public.team_members (agency_id, team_id, user_id, role)
    select agency, sample, m.user_id, 'lead' from public.memberships m
    where m.agency_id = agency and m.role in ('finance', 'pm', 'account', 'creative', 'agent', 'member');
    continue when to_regclass('public.tickets') is null;
    insert into public.tickets (id, client_id, title, requester_id, assigned_team_id) values
      (sample, one, 'Loud', tests.person_of(agency, 'customer'), sample),
      (hidden, one, 'Quiet', tests.person_of(agency, 'owner'), null),
      (gen_random_uuid(), two, 'Free', null, null);
    update public.tickets set assigned_agent_id = tests.person_of(agency, 'owner') where id = hidden;
    continue when to_regclass('public.ticket_followers') is null;
    insert into public.ticket_followers (ticket_id, user_id)
    select sample, m.user_id from public.memberships m where m.agency_id = agency;
    insert into public.ticket_followers (id, ticket_id, user_id)
    select overlay(gen_random_uuid()::text placing '00000000' from 1)::uuid, hidden, tests.person_of(agency, u)
    from unnest(array['owner', 'admin']) as u;
    if to_regclass('public.ticket_slas') is not null then
      insert into public.business_calendars (id, agency_id, name, timezone) values (sample, agency, 'Week', 'UTC');
      insert into public.business_hours (id, agency_id, calendar_id, weekday, opens_at, closes_at)
      values (sample, agency, sample, 1, '09:00', '17:00');
      insert into public.business_holidays (id, agency_id, calendar_id, holiday, name)
      values (sample, agency, sample, '2026-12-25', 'Christmas');
      insert into public.sla_policies (id, agency_id, name, calendar_id) values (sample, agency, 'Gold', sample);
      insert into public.sla_targets (id, agency_id, policy_id, priority) values (sample, agency, sample, 'urgent');
      insert into public.ticket_slas (id, client_id, ticket_id, target, policy_id, calendar_id, target_minutes,
        started_at)
      select t.id, t.client_id, t.id, 'resolution', sample, sample, 60, now() from public.tickets t
      where t.id in (sample, hidden);
    end if;
    if to_regclass('public.agent_states') is not null then
      insert into public.agent_states (id, agency_id, user_id)
      values (sample, agency, tests.person_of(agency, 'agent'));
    end if;
    if to_regclass('public.ticket_links') is not null then
      insert into public.ticket_links (ticket_id, other_ticket_id) values (sample, hidden);
      insert into public.tickets (id, client_id, title, assigned_team_id)
      values (overlay(sample::text placing 'fffffffe' from 1)::uuid, one, 'Follows', sample);
      insert into public.ticket_links (id, ticket_id, other_ticket_id)
      values (sample, overlay(sample::text placing 'fffffffe' from 1)::uuid, sample);
    end if;
    continue when to_regclass('public.messages') is null;
    insert into public.messages (ticket_id, content, is_internal, sender_id)
    select sample, m.role, true, m.user_id from public.memberships m
    where m.agency_id = agency and m.role <> 'customer';
    insert into public.messages (id, ticket_id, content, message_type, sender_id) values
      (sample, sample, 'asks', 'customer', tests.person_of(agency, 'customer')),
      (hidden, hidden, 'answers', 'agent', tests.person_of(agency, 'owner'));
  end loop;
end $$;
comment on function tests.populate_helpdesk() is
  'Rows in every table of the help desk, for Alder and Birch: some that every role may reach, some that few may.';

create function tests.help_center() returns void language plpgsql as $$
begin
  perform tests.two_agencies();
  insert into public.kb_categories (id, agency_id, name, visibility) values
    (tests.named('shelf', gen_random_uuid()), tests.id('a'), 'Guides', 'public'),
    (tests.named('back_room', gen_random_uuid()), tests.id('a'), 'Back room', 'internal'),
    (tests.named('far_shelf', gen_random_uuid()), tests.id('b'), 'Guides', 'public');
  if to_regclass('public.kb_articles') is null then
    return;
  end if;
  insert into public.kb_articles (id, agency_id, category_id, title, content, author_id, status, visibility,
    published_at) values
    (tests.named('k_draft', gen_random_uuid()), tests.id('a'), tests.id('shelf'), 'Draft of lemonade',
      'How lemonade will be made', tests.id('pm'), 'draft', 'public', null),
    (tests.named('k_public', gen_random_uuid()), tests.id('a'), tests.id('shelf'), 'Making lemonade',
      'Lemonade is made of lemons', tests.id('agent'), 'published', 'public', now()),
    (tests.named('k_customers', gen_random_uuid()), tests.id('a'), tests.id('shelf'), 'Ordering lemonade',
      'Lemonade for those who have an account', tests.id('agent'), 'published', 'customers', now()),
    (tests.named('k_internal', gen_random_uuid()), tests.id('a'), tests.id('back_room'), 'Secret of lemonade',
      'Nobody outside knows of the lemonade', tests.id('owner'), 'published', 'internal', now()),
    (tests.named('k_foreign', gen_random_uuid()), tests.id('b'), tests.id('far_shelf'), 'Making lemonade',
      'Lemonade elsewhere', tests.id('stranger'), 'published', 'public', now());
end $$;
comment on function tests.help_center() is
  'tests.two_agencies with a help centre: shelf (public) and back_room (internal) of a, far_shelf of b; articles'
  ' k_draft (the pm''s), k_public, k_customers (both the agent''s), k_internal, and k_foreign of b.';

create function tests.populate_kb() returns void language plpgsql as $$
declare
  agency uuid;
  sample uuid;
  hidden uuid;
begin
  if to_regclass('public.kb_categories') is null then
    return;
  end if;
  for agency in select a.id from public.agencies a where a.name in ('Alder', 'Birch') loop
    -- the sample that others try to insert again is the row with the greatest id
    sample := overlay(gen_random_uuid()::text placing 'ffffffff' from 1)::uuid;
    hidden := overlay(gen_random_uuid()::text placing '00000000' from 1)::uuid;
    insert into public.kb_categories (id, agency_id, name, visibility, parent_id) values
      (sample, agency, 'Guides', 'public', null), (hidden, agency, 'Back room', 'internal', null),
      (gen_random_uuid(), agency, 'First steps', 'public', sample);
    continue when to_regclass('public.kb_articles') is null;
    insert into public.kb_articles (agency_id, category_id, title, content, author_id)
    select agency, sample, m.role, 'first', m.user_id from public.memberships m
    where m.agency_id = agency and m.client_id is null;
    insert into public.kb_articles (id, agency_id, category_id, title, content, author_id, status, visibility,
      published_at) values
      (sample, agency, sample, 'Shown', 'first', tests.person_of(agency, 'agent'), 'published', 'public', now()),
      (hidden, agency, hidden, 'Hidden', 'first', tests.person_of(agency, 'owner'), 'published', 'internal', now());
    update public.kb_articles set slug = 'moved' where id in (sample, hidden) and slug = 'shown';
    continue when to_regclass('public.kb_article_votes') is null;
    update public.kb_articles set content = 'second' where id in (sample, hidden);
    insert into public.kb_article_votes (agency_id, article_id, voter_id, helpful)
    select agency, sample, m.user_id, true from public.memberships m where m.agency_id = agency;
    insert into atrium.article_views (agency_id, article_id, day) values (agency, sample, current_date);
  end loop;
end $$;
comment on function tests.populate_kb() is 'Rows in every table of the help centre, for Alder and Birch.';

create function tests.field(key text) returns void language plpgsql as $$
begin
  if to_regclass('public.custom_field_definitions') is not null then
    insert into public.custom_field_definitions (agency_id, key, label, field_type)
    values (tests.id('a'), key, key, 'text');
  end if;
end $$;
comment on function tests.field(text) is 'A field of texts in agency a, where there are fields.';

-- runs after populate_helpdesk, whose teams and tickets these are for
create function tests.populate_tools() returns void language plpgsql as $$
declare
  agency uuid;
  team uuid;
  ticket uuid;
  sample uuid;
  hidden uuid;
begin
  if to_regclass('public.response_templates') is null then
    return;
  end if;
  for agency, team, ticket in
    select a.id, t.id, x.id from public.agencies a join public.teams t on t.agency_id = a.id
    join public.clients c on c.agency_id = a.id join public.tickets x on x.client_id = c.id and x.title = 'Loud'
    where a.name in ('Alder', 'Birch')
  loop
    sample := overlay(gen_random_uuid()::text placing 'ffffffff' from 1)::uuid;
    hidden := overlay(gen_random_uuid()::text placing '00000000' from 1)::uuid;
    insert into public.response_templates (agency_id, title, content, author_id)
    select agency, m.role, 'Hello', m.user_id from public.memberships m
    where m.agency_id = agency and m.client_id is null;
    insert into public.response_templates (id, agency_id, title, content, author_id, visibility) values
      (sample, agency, 'Sample', 'Hello', tests.person_of(agency, 'owner'), 'personal'),
      (hidden, agency, 'Shared', 'Hello', tests.person_of(agency, 'owner'), 'shared');
    continue when to_regclass('public.saved_views') is null;
    insert into public.saved_views (agency_id, name, author_id)
    select agency, m.role, m.user_id from public.memberships m where m.agency_id = agency and m.client_id is null;
    insert into public.saved_views (id, agency_id, name, author_id) values
      (sample, agency, 'Sample', tests.person_of(agency, 'owner'));
    continue when to_regclass('public.ticket_tags') is null;
    insert into public.ticket_tags (id, agency_id, name) values (sample, agency, 'sample'), (hidden, agency, 'other');
    insert into public.custom_field_definitions (id, agency_id, key, label, field_type, for_staff) values
      (sample, agency, 'shown', 'Shown', 'text', false), (hidden, agency, 'hidden', 'Hidden', 'text', true),
      (gen_random_uuid(), agency, 'third', 'Third', 'text', false);
    insert into public.ticket_staff_fields (client_id, ticket_id, custom)
    select t.client_id, t.id, '{"hidden": "x"}' from public.tickets t join public.clients c on c.id = t.client_id
    where c.agency_id = agency;
    continue when to_regclass('public.csat_ratings') is null;
    insert into public.csat_ratings (client_id, ticket_id, round, agent_id)
    select t.client_id, t.id, n, t.assigned_agent_id from public.tickets t join public.clients c on c.id = t.client_id,
      generate_series(7, 8) n where c.agency_id = agency;
    insert into atrium.csat_tokens (token_hash, rating_id) select sha256(r.id::text::bytea), r.id
    from public.csat_ratings r join public.clients c on c.id = r.client_id where c.agency_id = agency;
    continue when to_regclass('public.macros') is null;
    insert into public.macros (agency_id, name, actions, author_id)
    select agency, m.role, '[{"do": "follow"}]', m.user_id from public.memberships m
    where m.agency_id = agency and m.client_id is null;
    insert into public.macros (id, agency_id, name, actions, author_id) values
      (sample, agency, 'Sample', '[{"do": "follow"}]', tests.person_of(agency, 'owner'));
  end loop;
end $$;
comment on function tests.populate_tools() is 'Rows in every table of the agents'' tools, for Alder and Birch.';
