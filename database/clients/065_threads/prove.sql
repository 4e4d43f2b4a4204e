-- Who replies, and who says that a message is dealt with.
select tests.two_agencies();
insert into public.communications (id, client_id, type, direction, subject, "timestamp") values
  (tests.named('m1', gen_random_uuid()), tests.id('a1'), 'email', 'inbound', 'Invoice', now() - interval '1 hour'),
  (tests.named('m2', gen_random_uuid()), tests.id('b1'), 'email', 'inbound', 'Other', now() - interval '1 hour'),
  (tests.named('m3', gen_random_uuid()), tests.id('a1'), 'email', 'outbound', 'Ours', now() - interval '1 hour');
do $$
declare
  writers text[] := array['owner', 'admin', 'leadership', 'account', 'pm', 'agent', 'writer'];
  reply public.communications;
begin
  assert tests.may_do($x$select from public.reply_to_communication(tests.id('m1'), 'Thanks')$x$, variadic writers);
  assert tests.may_not($x$select from public.reply_to_communication(tests.id('m1'), 'Thanks')$x$, 'finance', 'creative',
    'member', 'customer', 'stranger');
  assert tests.may_do($x$select from public.mark_communication_handled(tests.id('m1'))$x$, variadic writers);
  assert tests.may_not($x$select from public.mark_communication_handled(tests.id('m1'))$x$, 'finance', 'creative',
    'member', 'customer', 'stranger');
  perform tests.act('agent');
  assert tests.refused($x$select public.reply_to_communication(tests.id('m2'), 'Thanks')$x$, 'ATNOF');
  assert tests.refused($x$select public.mark_communication_handled(tests.id('m2'))$x$, 'ATNOF');
  assert tests.refused($x$select public.mark_communication_handled(tests.id('m3'))$x$, 'ATSTA');
  assert tests.refused($x$select public.reply_to_communication(tests.id('m1'), '  ')$x$, 'ATVAL');
  reply := public.reply_to_communication(tests.id('m1'), 'Thanks');
  assert (reply.direction, reply.type, reply.subject) = ('outbound', 'email', 'Re: Invoice'), 'not a reply';
  assert reply.thread_key = tests.id('m1')::text and reply.created_by = tests.id('agent'),
    'not in the thread, or not signed';
  assert (select not needs_reply and replied_by = tests.id('agent') from public.communications
    where id = tests.id('m1')),
    'it still waits';
  assert tests.refused($x$select public.mark_communication_handled(tests.id('m1'))$x$, 'ATSTA');
  assert not has_function_privilege('authenticated', 'atrium.recount_threads(uuid[], text[], timestamptz[])',
    'execute'),
    'callers may recount any thread';
end $$;
