-- Rows of the knowledge module for the checks of populated databases.

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
    insert into public.ai_conversations (agency_id, user_id, user_role)
    select agency, m.user_id, m.role from public.memberships m where m.agency_id = agency;
    insert into public.ai_messages (agency_id, conversation_id, content)
    select agency, c.id, 'What is due?' from public.ai_conversations c where c.agency_id = agency;
  end loop;
end $$;
comment on function tests.populate_knowledge() is
  'Documents of three visibilities, and a conversation of everybody, for Alder and Birch.';
