-- What must hold: by number, by title, by what was said, stemmed too; best first, each ticket once.
select tests.help_desk();
insert into public.messages (client_id, ticket_id, content) values
  (tests.id('a1'), tests.id('ours'), 'The printer prints the invoice twice.'),
  (tests.id('a1'), tests.id('ours'), 'Printers do that.');
do $$
begin
  perform tests.act('owner');
  assert (select array_agg(title) = '{Printer on fire,Invoice twice}' from public.search_tickets('printer')), 'order';
  assert (select excerpt ilike '%printer%' and message_id is not null from public.search_tickets('"printer prints"')),
    'the message';
  assert (select count(*) = 1 from public.search_tickets((select '#' || number from public.tickets
    where id = tests.id('mine')))), 'by number';
  assert (select count(*) = 1 from public.search_tickets('printers fires')), 'not stemmed';
  assert tests.sees($x$select from public.search_tickets(' ')$x$, 0), 'nothing was asked';
  assert tests.sees($x$select from public.search_tickets('elsewhere')$x$, 0), 'another agency';
  perform tests.reset();
end $$;
