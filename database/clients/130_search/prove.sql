-- Nobody finds what he may not see.
select tests.two_agencies();
insert into public.communications (client_id, type, subject) values (tests.id('a1'), 'email', 'zebra mail'),
  (tests.id('a1'), 'note', 'zebra note'), (tests.id('a2'), 'email', 'zebra elsewhere'), (tests.id('b1'), 'email',
    'zebra far');
insert into public.documents (client_id, name, visibility) values (tests.id('a1'), 'zebra own', 'internal'),
  (tests.id('a1'), 'zebra shared', 'client');
insert into public.alerts (client_id, title) values (tests.id('a1'), 'zebra alert');
create function pg_temp.finds(person text, text text) returns text[] language plpgsql as $$
declare
  titles text[];
begin
  perform tests.act(person);
  titles := array(select s.title from public.search_everything(finds.text) s order by s.title);
  perform tests.reset();
  return titles;
end $$;
do $$
begin
  assert cardinality(pg_temp.finds('owner', 'zebra')) = 6, 'the owner does not find all of his';
  assert pg_temp.finds('stranger', 'zebra') = array['zebra far'], 'another agency is found';
  assert cardinality(pg_temp.finds('member', 'zebra')) = 5, 'a member finds other clients, or not his own';
  assert pg_temp.finds('customer', 'zebra') = array['zebra mail', 'zebra shared'],
    'a contact user finds more than is his';
  assert pg_temp.finds('customer', 'alpha.test') = '{}', 'a contact user finds people';
  assert pg_temp.finds('member', 'apex') = '{}' and pg_temp.finds('stranger', 'acme') = '{}',
    'a client is found by name';
  perform tests.become_nobody();
  assert tests.sees($x$select from public.search_everything('zebra')$x$, 0), 'nobody finds';
  perform tests.become_anon();
  assert tests.refused($x$select public.search_everything('zebra')$x$, '42501'), 'anon searches';
end $$;
