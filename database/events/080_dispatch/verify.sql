-- Told once and in order; an entry that fails holds up its own row only, and is given up in the end.
select tests.two_agencies();
create or replace function atrium.notices_of_client(told atrium.outbox) returns setof atrium.notice
language plpgsql as $$
begin
  if told.data ->> 'name' = 'Broken' then
    raise exception 'no rule for this';
  end if;
  return query select p, 'shared', told.data ->> 'name', '', 'client', told.record_id, '/clients', 'normal'
  from unnest(array[tests.id('pm'), tests.id('pm'), tests.id('owner'), tests.id('stranger'), tests.id('member')]) p;
end $$;
do $$
declare
  ran record;
begin
  update atrium.outbox set state = 'done', done_at = now() where state = 'pending';
  perform tests.act('owner');
  update public.clients set name = 'One' where id = tests.id('a2');
  update public.clients set name = 'Broken' where id = tests.id('a2');
  update public.clients set name = 'Three' where id = tests.id('a2');
  update public.clients set name = 'Four' where id = tests.id('a1');
  perform tests.reset();
  select * into ran from atrium.dispatch_outbox();
  assert ran.told = 2 and ran.failed = 1 and ran.notices = 3, ran::text;
  assert (select array_agg(title order by title) = '{Four,One}' from public.notifications
    where user_id = tests.id('pm')), 'not who should, or twice';
  assert not exists (select from public.notifications where user_id in (tests.id('owner'), tests.id('stranger'))),
    'who did it, or a stranger, is told';
  assert (select array_agg(title) = '{Four}' from public.notifications where user_id = tests.id('member')),
    'of a client not his';
  assert (select message = 'Four' and outbox_position is not null from public.notifications
    where user_id = tests.id('member')), 'without words';
  select * into ran from atrium.dispatch_outbox();
  assert ran.told = 0 and ran.failed = 0, 'not waiting, or out of order';
  update atrium.outbox set next_attempt_at = now(), attempts = 9 where state = 'pending';
  select * into ran from atrium.dispatch_outbox();
  assert ran.failed = 1 and ran.told = 1, 'given up, it still holds up the next';
  assert (select attempts = 10 and last_error like '%no rule for this' from atrium.outbox where state = 'failed'),
    'not given up';
  update atrium.outbox set state = 'pending', done_at = null where data ->> 'name' = 'Four';
  select * into ran from atrium.dispatch_outbox();
  assert ran.told = 1 and ran.notices = 0, 'told twice';
end $$;
