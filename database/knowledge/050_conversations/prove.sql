-- A conversation is its person's alone, in the agency where it was held.
select tests.two_agencies();
insert into public.ai_conversations (id, agency_id, user_id, user_role, conversation_title) values
  (tests.named('talk', gen_random_uuid()), tests.id('a'), tests.id('pm'), 'pm', 'Salaries'),
  (tests.named('far', gen_random_uuid()), tests.id('b'), tests.id('stranger'), 'owner', 'Elsewhere');
insert into public.ai_messages (conversation_id, content) values (tests.id('talk'), 'Who earns what?');
do $$
declare
  others text[] := array['owner', 'admin', 'leadership', 'customer', 'stranger'];
begin
  assert tests.may_do($x$select from public.ai_messages where conversation_id = tests.id('talk')$x$, 'pm');
  assert tests.may_do($x$update public.ai_conversations set conversation_title = 'x'$x$, 'pm');
  assert tests.may_do($x$delete from public.ai_conversations where id = tests.id('talk')$x$, 'pm');
  assert tests.may_do($x$insert into public.ai_conversations (context_type) values ('dashboard')$x$, 'pm', 'member',
    'customer');
  assert tests.may_not($x$select from public.ai_conversations where id = tests.id('talk')$x$, variadic others);
  assert tests.may_not($x$select from public.ai_messages$x$, variadic others);
  assert tests.may_not($x$insert into public.ai_messages (conversation_id, content) values (tests.id('talk'), 'x')$x$,
    variadic others);
  assert tests.may_not($x$insert into public.ai_conversations (user_id) values (tests.id('pm'))$x$, variadic others);
  assert tests.may_not($x$delete from public.ai_conversations where id = tests.id('talk')$x$, variadic others);
  assert tests.may_not($x$insert into public.ai_messages (conversation_id, content) values (tests.id('far'), 'x')$x$,
    'pm');
  assert tests.may_not($x$delete from public.ai_messages$x$, 'pm');
  -- the same person in another agency has left this one's conversations behind
  perform tests.add_member(tests.id('b'), tests.id('pm'), 'pm');
  perform tests.become(tests.id('pm'), tests.id('b'));
  assert tests.sees('select from public.ai_conversations', 0) and tests.sees('select from public.ai_messages', 0),
    'conversations follow into another agency';
  perform tests.become_anon();
  assert tests.refused('select from public.ai_messages', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.ai_messages', 0), 'nobody reads';
  perform tests.reset();
end $$;
