-- A filter is no key: everybody finds what row security shows.
select tests.help_desk();
do $$
declare
  person text;
begin
  foreach person in array array['agent', 'creative', 'stranger'] loop
    perform tests.act(person);
    assert (select array_agg(v.id order by v.id) from public.view_tickets() v)
      = (select array_agg(t.id order by t.id) from public.tickets t), person || ' finds something else';
  end loop;
  perform tests.act('customer');
  assert tests.refused('select from public.view_tickets()', 'ATNOM'), 'a contact user filters';
  assert tests.refused('select from public.count_views()', 'ATNOM'), 'a contact user counts';
  perform tests.act('owner');
  assert tests.refused($x$select from public.view_tickets((select id from public.saved_views
    where agency_id = tests.id('b') limit 1), max_rows => 1) where false$x$) is not null, 'a view of another agency';
  perform tests.become_anon();
  assert tests.refused('select from public.view_tickets()', '42501'), 'anon filters';
  perform tests.reset();
end $$;
