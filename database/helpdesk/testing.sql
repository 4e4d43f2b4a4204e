-- People and things to try the help desk's changes on, and its rows for the checks of populated databases.

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
  end loop;
end $$;
comment on function tests.populate_kb() is 'Rows in every table of the help centre, for Alder and Birch.';
