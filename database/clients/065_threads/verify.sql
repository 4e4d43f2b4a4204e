-- needs_reply is right after whatever happens to a thread.
select tests.two_agencies();
create function pg_temp.say(thread text, direction text, minute int,
  kind text default 'email') returns uuid language sql as $$
  insert into public.communications (client_id, type, direction, thread_key, subject, "timestamp")
  values (tests.id('a1'), kind, direction, thread, thread, now() - interval '1 day' + minute * interval '1 minute')
    returning id
$$;
create function pg_temp.waiting(thread text) returns bigint language sql as $$
  select count(*) from public.communications where thread_key = thread and client_id = tests.id('a1') and needs_reply
$$;
do $$
declare
  asked uuid := pg_temp.say('t1', 'inbound', 1);
  answer uuid;
begin
  assert pg_temp.waiting('t1') = 1, 'a mail from the client does not wait';
  perform pg_temp.say('t1', 'inbound', 2);
  assert pg_temp.waiting('t1') = 1, 'two of one thread wait';
  assert not (select needs_reply from public.communications where id = asked), 'the older of two waits';
  answer := pg_temp.say('t1', 'outbound', 3);
  assert pg_temp.waiting('t1') = 0, 'an answer clears nothing';
  assert (select bool_and(replied_at is not null) from public.communications where thread_key = 't1'
    and direction = 'inbound'), 'not known when it was answered';
  perform pg_temp.say('t1', 'inbound', 4);
  assert pg_temp.waiting('t1') = 1, 'a later mail does not wait';
  delete from public.communications where thread_key = 't1' and "timestamp" > now() - interval '1 day' + interval
    '3 minutes';
  assert pg_temp.waiting('t1') = 0, 'an answered thread waits again';
  delete from public.communications where id = answer;
  assert pg_temp.waiting('t1') = 1, 'without its answer the thread does not wait';
  -- a sync brings an older answer late: it answers nothing that came after it
  perform pg_temp.say('t1', 'outbound', 0);
  assert pg_temp.waiting('t1') = 1, 'an older answer clears a newer question';
  update public.communications set direction = 'outbound' where thread_key = 't1' and direction = 'inbound'
    and "timestamp" > now() - interval '1 day' + interval '90 seconds';
  assert pg_temp.waiting('t1') = 0, 'a corrected direction changes nothing';
  perform pg_temp.say('t2', 'inbound', 1, 'call'), pg_temp.say('t3', null, 1, 'note'), pg_temp.say('t4', 'outbound', 1);
  assert pg_temp.waiting('t2') + pg_temp.waiting('t3') + pg_temp.waiting('t4') = 0, 'calls, notes or own mails wait';
  perform pg_temp.say('t5', 'inbound', 1, 'chat');
  update public.communications set thread_key = 't1' where thread_key = 't5';
  assert pg_temp.waiting('t5') = 0 and pg_temp.waiting('t1') = 0, 'a moved message waits where it was answered';
  insert into public.communications (client_id, type, direction, thread_key) values (tests.id('a2'), 'email',
    'inbound', 't1');
  assert pg_temp.waiting('t1') = 0, 'threads of two clients are mixed up';
end $$;
