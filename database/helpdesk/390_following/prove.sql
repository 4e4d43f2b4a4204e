-- Somebody of two agencies follows a ticket in each, and in the first leaves that of the first.
select tests.help_desk();
do $$
begin
  perform tests.add_member(tests.id('b'), tests.id('agent'), 'agent');
  insert into public.ticket_followers (ticket_id, user_id)
  values (tests.id('mine'), tests.id('agent')), (tests.id('far'), tests.id('agent'));
  perform tests.act('agent');
  assert (select array_agg(f) = array[tests.id('mine')] from atrium.followed_tickets() f), 'sees the other agency''s';
  delete from public.ticket_followers where user_id = tests.id('agent');
  perform tests.reset();
  assert tests.sees($x$select from public.ticket_followers where user_id = tests.id('agent')
    and ticket_id = tests.id('far')$x$, 1), 'left a ticket of the other agency';
  assert tests.sees($x$select from public.ticket_followers where user_id = tests.id('agent')
    and ticket_id = tests.id('mine')$x$, 0), 'could not leave';
end $$;
