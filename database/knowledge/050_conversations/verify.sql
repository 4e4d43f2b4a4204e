-- Messages are numbered without gaps, whoever says them; the first question names the conversation; nothing is taken
-- back or forged.
select tests.two_agencies();
do $$
declare
  talk uuid;
begin
  assert (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class
    where oid in ('public.ai_conversations'::regclass, 'public.ai_messages'::regclass)), 'not forced';
  assert not has_table_privilege('service_role', 'public.ai_messages', 'update')
    and not has_table_privilege('authenticated', 'public.ai_messages', 'delete'), 'a message can be taken back';
  assert not exists (select from unnest(array['seq', 'sources', 'tool_calls', 'cartridges', 'model', 'tokens_used',
    'created_at', 'agency_id']) c where has_column_privilege('authenticated', 'public.ai_messages', c, 'insert')),
    'an answer can be forged';
  perform tests.act('pm');
  insert into public.ai_conversations default values returning id into talk;
  assert (select user_id = tests.id('pm') and user_role = 'pm' and agency_id = tests.id('a')
    from public.ai_conversations where id = talk), 'not the caller''s';
  insert into public.ai_messages (conversation_id, content) values
    (talk, '  How do we brief a campaign, and who has to agree before it starts?');
  assert tests.refused(format('insert into public.ai_messages (conversation_id, role, content)
    values (%L, ''assistant'', ''x'')', talk), '42501'), 'a person answers for the assistant';
  perform tests.reset();
  insert into public.ai_messages (conversation_id, role, content, sources, model, tokens_used)
  values (talk, 'assistant', 'With a brief.', '[{"n": 1}]', 'extractive', 12),
    (talk, 'user', 'Thanks', '[]', null, null);
  assert (select array_agg(seq order by seq) = array[1, 2, 3] and min(agency_id::text) = tests.id('a')::text
    from public.ai_messages where conversation_id = talk), 'numbers';
  assert (select conversation_title = 'How do we brief a campaign, and who has to agree b' and message_count = 3
    and updated_at > created_at from public.ai_conversations where id = talk), 'title';
  assert tests.refused(format('insert into public.ai_messages (conversation_id, content) values (%L, '' '')', talk),
    '23514'), 'nothing said';
  assert tests.refused($x$insert into public.ai_messages (conversation_id, content)
    values (gen_random_uuid(), 'x')$x$, 'ATNOF'), 'said nowhere';
  assert tests.refused($x$insert into public.ai_conversations (agency_id, user_id, user_role)
    values (tests.id('a'), tests.id('stranger'), 'pm')$x$, '23503'), 'somebody of another agency';
  assert tests.refused(format('update public.ai_conversations set user_id = tests.id(''owner'') where id = %L', talk),
    'ATIMM'), 'it changes hands';
  assert tests.refused($x$insert into public.ai_conversations (agency_id, user_id, user_role, context_type)
    values (tests.id('a'), tests.id('pm'), 'pm', 'client')$x$, '23514'), 'at no client';
  assert not exists (select from public.audit_logs where table_name in ('ai_messages', 'ai_conversations')
    and (new_values::text ilike '%brief%' or new_values ? 'sources')), 'what was said stands in the log';
  delete from public.memberships where user_id = tests.id('pm');
  assert not exists (select from public.ai_messages where conversation_id = talk), 'it outlives the membership';
end $$;
