-- Everybody finds what he may read, and nothing else; by likeness too.
select tests.help_center();
do $$
declare
  person text;
begin
  foreach person in array array['owner', 'member', 'customer', 'stranger'] loop
    perform tests.act(person);
    assert (select array_agg(s.id order by s.id) from public.search_articles('lemonade') s)
      = (select array_agg(a.id order by a.id) from public.kb_articles a), person || ' finds something else';
  end loop;
  perform tests.act('customer');
  assert tests.sees('select from public.search_articles(''secrt of lemonad'')', 0), 'the customer guesses a title';
  assert tests.refused('select from atrium.find_articles(tests.id(''b''), 0, ''lemonade'', null, null, null, null, 9)',
    '42501'), 'another agency is asked for';
  perform tests.become_nobody();
  assert tests.sees('select from public.search_articles(''lemonade'')', 0), 'nobody finds';
  perform tests.become_anon();
  assert tests.refused('select from public.search_articles(''lemonade'')', '42501'), 'anon finds';
  perform tests.reset();
end $$;
