-- Followers are people who may be; what functions ask is what the policy says.
select tests.help_desk();
do $$
declare
  person text;
begin
  assert tests.refused($x$insert into public.ticket_followers (ticket_id, user_id)
    values (tests.id('mine'), tests.id('stranger'))$x$, 'ATVAL'), 'somebody of another agency follows';
  assert tests.refused($x$insert into public.ticket_followers (ticket_id, user_id)
    values (tests.id('free'), tests.id('customer'))$x$, 'ATVAL'), 'a contact user of another client';
  insert into public.ticket_followers (ticket_id, user_id, kind) values (tests.id('theirs'), tests.id('agent'), 'cc'),
    (tests.id('theirs'), tests.id('colleague'), 'mentioned');
  assert (select array_agg(kind order by kind) = '{cc,follower}' and bool_and(client_id = tests.id('a1'))
    from public.ticket_followers), 'a follower is not what the person is';
  update public.tickets set deleted_at = now() where id = tests.id('ours');
  foreach person in array array['owner', 'agent', 'creative', 'member', 'customer', 'colleague', 'boss'] loop
    perform tests.act(person);
    perform set_config('tests.seen', (select coalesce(string_agg(id::text, ' ' order by id), '') from public.tickets),
      true);
    set local role none;
    assert current_setting('tests.seen') = (select coalesce(string_agg(id::text, ' ' order by id), '')
      from public.tickets t where atrium.ticket_reach(t) is not null), person || ' is told two things';
    perform tests.reset();
  end loop;
end $$;
