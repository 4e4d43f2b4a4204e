-- Who is told of what: each rule with those whom it concerns, and with somebody whom it doesn't.
select tests.studio();
create function tests.told(person text) returns text language sql as $$
  select string_agg(n.type || ' ' || n.title, ', ' order by n.outbox_position) from public.notifications n
  where n.user_id = tests.id(person) and n.created_at = now()
$$;
do $$
declare
  thread uuid;
begin
  update atrium.outbox set state = 'done', done_at = now() where state = 'pending';
  perform tests.act('owner');
  update public.clients set owner_id = tests.id('account') where id = tests.id('a1');
  insert into public.alerts (client_id, title, severity, assignee_id)
  values (tests.id('a1'), 'Silent', 'critical', tests.id('agent'));
  insert into public.documents (client_id, name, visibility) values (tests.id('a1'), 'Plan', 'client');
  update public.campaigns set creative_director_id = tests.id('creative') where id = tests.id('c2');
  perform public.submit_budget(tests.id('c2'));
  perform tests.act('finance');
  perform public.decide_budget(tests.id('c2'), true);
  perform tests.act('pm');
  insert into public.communications (client_id, type, direction, thread_key) values
    (tests.id('a1'), 'email', 'outbound', 't');
  perform tests.reset();
  insert into public.communications (client_id, type, direction, subject, thread_key) values
    (tests.id('a1'), 'email', 'inbound', 'Re', 't'), (tests.id('a1'), 'chat', 'inbound', 'New', 'u'),
    (tests.id('a1'), 'note', null, 'Inside', 't');
  perform tests.act('creative');
  perform public.submit_for_review(tests.id('draft'), tests.id('account'));
  insert into public.artifact_comments (artifact_id, comment_text, mentions)
  values (tests.id('draft'), 'Look', array[tests.id('pm'), tests.id('agent')]) returning id into thread;
  perform tests.act('account');
  insert into public.artifact_comments (artifact_id, comment_text, parent_comment_id)
  values (tests.id('draft'), 'Seen', thread);
  perform public.request_changes(tests.id('draft'), 'colder');
  perform tests.reset();
  perform atrium.dispatch_outbox();
  assert (select bool_and(state = 'done') from atrium.outbox), 'a rule fails';
  assert tests.told('account') = 'assigned You look after Acme, alert_raised Silent, message_received Acme wrote: New,'
    ' approval_requested To approve: Summer brief', tests.told('account');
  assert tests.told('agent') = 'assigned Silent', 'who can''t read it is mentioned: ' || tests.told('agent');
  assert tests.told('leadership') like 'alert_raised Silent%', tests.told('leadership');
  assert tests.told('customer') = 'shared New document: Plan', tests.told('customer');
  assert tests.told('creative') = 'assigned You lead Autumn, replied Reply: Summer brief,'
    ' approval_decided Changes asked: Summer brief', tests.told('creative');
  assert tests.told('finance') = 'approval_requested Budget to decide: Autumn', tests.told('finance');
  assert tests.told('owner') = 'approval_decided Budget approved: Autumn', tests.told('owner');
  assert tests.told('pm') = 'replied Acme replied: Re, mentioned You were mentioned: Summer brief', tests.told('pm');
  assert tests.told('member') is null and tests.told('stranger') is null, 'whom it does not concern';
end $$;
