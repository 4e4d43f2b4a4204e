-- Everybody finds what they may read and nothing else; internal notes tell contact users nothing.
select tests.help_desk();
insert into public.messages (client_id, ticket_id, content, is_internal)
values (tests.id('a1'), tests.id('mine'), 'They are bankrupt, printer or not.', true);
do $$
declare
  person text;
begin
  foreach person in array array['owner', 'agent', 'creative', 'finance', 'member', 'customer', 'boss', 'stranger'] loop
    perform tests.act(person);
    assert (select count(*) from public.search_tickets('printer or invoice or order or logo or elsewhere'))
      = (select count(*) from public.tickets), person;
  end loop;
  perform tests.act('customer');
  assert tests.sees($x$select from public.search_tickets('bankrupt')$x$, 0), 'an internal note is found';
  assert tests.sees($x$select from public.search_tickets('@' || tests.id('b1'))$x$, 0), 'a client is asked for';
  perform tests.become_nobody();
  assert tests.sees($x$select from public.search_tickets('printer')$x$, 0), 'nobody';
  perform tests.become_anon();
  assert tests.refused($x$select public.search_tickets('printer')$x$, '42501'), 'anon';
  perform tests.reset();
end $$;
