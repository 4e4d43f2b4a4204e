-- The search finds each kind, best first, and takes no pattern for one.
select tests.two_agencies();
insert into public.client_contacts (client_id, name, email) values (tests.id('a1'), 'Zora Quill', 'zora@acme.test');
insert into public.communications (client_id, type, subject, body) values
  (tests.id('a1'), 'email', 'Launch plan', 'the quarterly zebra campaign');
insert into public.alerts (client_id, title) values (tests.id('a1'), 'Zebra budget is spent');
insert into public.documents (client_id, name) values (tests.id('a1'), 'Zebra brief.pdf');
do $$
begin
  perform tests.act('owner');
  assert (select array_agg(kind order by kind) = array['alert', 'communication', 'document']
    from public.search_everything('zebra')), 'a kind is missing';
  assert (select kind = 'client' and id = tests.id('a1') from public.search_everything('acme') limit 1),
    'the client is not first';
  assert (select count(*) = 1 from public.search_everything('zora') where kind = 'contact'), 'no contact';
  assert (select count(*) = 1 from public.search_everything('account@alpha') where kind = 'person'), 'no person';
  assert (select count(*) = 1 from public.search_everything('quart zeb') where kind = 'communication'),
    'no beginnings of words';
  assert tests.sees($x$select from public.search_everything('%%')$x$, 0), 'a pattern is a wildcard';
  assert tests.sees($x$select from public.search_everything('z')$x$, 0), 'one letter searches';
  assert tests.sees($x$select from public.search_everything(null)$x$, 0), 'nothing searches';
  assert tests.sees($x$select from public.search_everything('a:* | b & !''')$x$, 0), 'operators reach the parser';
  assert tests.sees($x$select from public.search_everything('alpha.test', 3)$x$, 3), 'the limit is not kept';
end $$;
