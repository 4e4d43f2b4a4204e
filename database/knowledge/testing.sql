-- Texts to try the search on, and the rows of the knowledge module for the checks of populated databases.

create function tests.library() returns void language plpgsql as $$
begin
  perform tests.studio();
  insert into public.knowledge_documents (id, agency_id, client_id, doc_type, title, content, visibility, tags,
    category) values
    (tests.named('general', gen_random_uuid()), tests.id('a'), null, 'guide', 'Tone of voice', 'x', 'all_staff',
      '{writing}', 'creative'),
    (tests.named('craft', gen_random_uuid()), tests.id('a'), null, 'sop', 'Craft', 'x', 'creative_only', '{}', null),
    (tests.named('board', gen_random_uuid()), tests.id('a'), null, 'sop', 'Board', 'x', 'management_only', '{}', null),
    (tests.named('rates', gen_random_uuid()), tests.id('a'), null, 'sop', 'Rates', 'x', 'finance_only', '{}', null),
    (tests.named('acme', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'faq', 'Acme', 'x', 'client', '{}', null),
    (tests.named('apex', gen_random_uuid()), tests.id('a'), tests.id('a2'), 'faq', 'Apex', 'x', 'client', '{}', null),
    (tests.named('far', gen_random_uuid()), tests.id('b'), null, 'guide', 'Far', 'x', 'all_staff', '{}', null);
  insert into public.kb_articles (id, agency_id, title, content, status, published_at, visibility) values
    (tests.named('open', gen_random_uuid()), tests.id('a'), 'Opening', 'x', 'published', now(), 'customers'),
    (tests.named('inside', gen_random_uuid()), tests.id('a'), 'Inside', 'x', 'published', now(), 'internal'),
    (tests.named('unwritten', gen_random_uuid()), tests.id('a'), 'Unwritten', 'x', 'draft', null, 'public');
  update public.artifacts set status = 'review' where id = tests.id('secret');
  insert into public.knowledge_chunks (agency_id, document_id, artifact_id, article_id, chunk_index, title,
    heading_path, content, start_offset, end_offset, embedding, embedding_model)
  select case when t.name in ('far', 'foreign') then tests.id('b') else tests.id('a') end,
    case t.kind when 'document' then tests.id(t.name) end, case t.kind when 'artifact' then tests.id(t.name) end,
    case t.kind when 'article' then tests.id(t.name) end, t.place, t.name, t.heading, t.content, 0, 1,
    atrium.padded(t.near::extensions.vector), 'm'
  from (values
    ('document', 'general', 0, 'Words', 'Lemonade is warm and brief', '[10,1,0]'),
    ('document', 'general', 1, 'Words > Headlines', 'Headlines are approved by the editor', '[9,3,0]'),
    ('document', 'craft', 0, '', 'Lemonade layouts breathe', '[8,4,0]'),
    ('document', 'board', 0, '', 'Lemonade margins for the board', '[7,5,0]'),
    ('document', 'rates', 0, '', 'Lemonade rates by the hour', '[6,6,0]'),
    ('document', 'acme', 0, '', 'Lemonade answers for Acme', '[5,7,0]'),
    ('document', 'apex', 0, '', 'Lemonade answers for Apex', '[4,8,0]'),
    ('document', 'far', 0, '', 'Lemonade elsewhere', '[10,0,0]'),
    ('artifact', 'draft', 0, '', 'Lemonade in a draft', '[3,8,0]'),
    ('artifact', 'secret', 0, '', 'Lemonade nobody knows of', '[3,9,0]'),
    ('artifact', 'public', 0, '', 'Lemonade deck', '[2,9,0]'),
    ('artifact', 'shared', 0, '', 'Lemonade script', '[1,9,0]'),
    ('artifact', 'foreign', 0, '', 'Lemonade abroad', '[10,0,1]'),
    ('article', 'open', 0, '', 'How to order lemonade', '[0,9,1]'),
    ('article', 'inside', 0, '', 'How we order lemonade', '[0,9,2]'),
    ('article', 'unwritten', 0, '', 'Lemonade some day', '[0,9,3]')) as t (kind, name, place, heading, content,
    near);
end $$;
comment on function tests.library() is 'tests.studio() with passages about lemonade, of the model m: documents general'
  ' (two), craft, board, rates, acme and apex, far in agency b; the artifacts draft, secret (in review), public,'
  ' shared and foreign in b; the articles open, inside and unwritten, a draft.';

create function tests.populate_knowledge() returns void language plpgsql as $$
declare
  agency uuid;
  client uuid;
  -- the sample that others try to insert again is the row with the greatest id
  sample uuid;
  hidden uuid;
begin
  if to_regclass('public.ai_messages') is null then
    return;
  end if;
  for agency, client in
    select a.id, c.id from public.agencies a join public.clients c on c.agency_id = a.id and c.name = a.name || ' One'
    where a.name in ('Alder', 'Birch')
  loop
    sample := overlay(gen_random_uuid()::text placing 'ffffffff' from 1)::uuid;
    hidden := overlay(gen_random_uuid()::text placing '00000000' from 1)::uuid;
    insert into public.knowledge_documents (id, agency_id, client_id, doc_type, title, content, visibility) values
      (hidden, agency, null, 'policy', 'Board', 'For those who decide', 'management_only'),
      (gen_random_uuid(), agency, null, 'guide', 'House', 'How we work', 'all_staff'),
      (sample, agency, client, 'faq', 'Answers', 'What clients ask', 'client');
    if to_regclass('public.knowledge_chunks') is not null then
      insert into public.knowledge_chunks (id, agency_id, document_id, chunk_index, title, content, start_offset,
        end_offset)
      select d.id, agency, d.id, 0, d.title, d.content, 0, length(d.content) from public.knowledge_documents d
      where d.agency_id = agency;
    end if;
    insert into public.ai_conversations (agency_id, user_id, user_role)
    select agency, m.user_id, m.role from public.memberships m where m.agency_id = agency;
    insert into public.ai_messages (agency_id, conversation_id, content)
    select agency, c.id, 'What is due?' from public.ai_conversations c where c.agency_id = agency;
  end loop;
end $$;
comment on function tests.populate_knowledge() is
  'Documents of three visibilities with their passages, and a conversation of everybody, for Alder and Birch.';

create function tests.one_active(relation text) returns boolean language plpgsql as $$
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = relation::regclass), 'not forced';
  assert tests.works(format('insert into %s (user_id, name) values (tests.id(''pm''), ''One'')', relation))
    and tests.works(format('insert into %s (user_id, name) values (tests.id(''pm''), ''Two'')', relation))
    and tests.works(format('insert into %s (user_id, name) values (tests.id(''owner''), ''Other'')', relation));
  assert tests.sees(format('select from %s where is_active and user_id = tests.id(''pm'') and name = ''Two''',
    relation), 1);
  assert tests.sees(format('select from %s where is_active and user_id in (tests.id(''pm''), tests.id(''owner''))',
    relation), 2);
  assert tests.works(format('update %s set is_active = true where user_id = tests.id(''pm'') and name = ''One''',
    relation));
  assert tests.sees(format('select from %s where is_active and user_id = tests.id(''pm'') and name = ''Two''',
    relation), 0);
  assert tests.refused(format('update %s set user_id = tests.id(''admin'') where name = ''One''', relation), 'ATIMM');
  assert tests.refused(format('insert into %s (user_id, name) values (null, ''x'')', relation), '23502');
  assert tests.refused(format('insert into %s (user_id, name) values (tests.id(''pm''), '' '')', relation), '23514');
  return true;
end $$;
comment on function tests.one_active(text) is
  'At most one cartridge of this table is active for each person; each has a person, who stays the same, and a name.';

create function tests.own_rows(relation text) returns boolean language plpgsql as $$
declare
  others text[] := array['owner', 'admin', 'account', 'member', 'customer', 'stranger'];
begin
  execute format('insert into %s (user_id, name) values (tests.id(''pm''), ''Secret'')', relation);
  assert tests.may_do(format('select from %s where name = ''Secret''', relation), 'pm');
  assert tests.may_do(format('update %s set name = ''x'' where name = ''Secret''', relation), 'pm');
  assert tests.may_do(format('delete from %s where name = ''Secret''', relation), 'pm');
  assert tests.may_do(format('insert into %s (name) values (''Own'')', relation), variadic others || array['pm']);
  assert tests.may_not(format('select from %s', relation), variadic others);
  assert tests.may_not(format('update %s set name = ''x''', relation), variadic others);
  assert tests.may_not(format('delete from %s', relation), variadic others);
  assert tests.may_not(format('insert into %s (user_id, name) values (tests.id(''pm''), ''Smuggled'')', relation),
    variadic others);
  assert tests.may_not(format('update %s set user_id = tests.id(''owner'')', relation), 'pm');
  perform tests.become_anon();
  assert tests.refused(format('select from %s', relation), '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees(format('select from %s', relation), 0), 'nobody reads';
  perform tests.reset();
  return true;
end $$;
comment on function tests.own_rows(text) is
  'Each person has rows of his own in this table; not even the owner of the agency reads another''s.';
