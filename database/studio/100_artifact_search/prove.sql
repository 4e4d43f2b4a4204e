-- Search gives each person what the policies give, no more and no less; the words themselves are nobody's.
select tests.studio();
do $$
declare
  person text;
begin
  foreach person in array array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent',
    'member',
    'writer', 'customer', 'stranger'] loop
    perform tests.act(person);
    assert (select array_agg(id order by id) from public.search_artifacts('lemonade'))
      is not distinct from (select array_agg(id order by id) from public.artifacts), person;
    assert tests.refused('select from atrium.artifact_words', '42501'), format('%s reads the words', person);
  end loop;
  perform tests.act('owner');
  assert tests.sees(format('select from public.search_artifacts(%L)', '@' || tests.id('b')), 0),
    'an agency is searched';
  assert tests.sees($x$select from public.search_artifacts('lemonade', client_id => tests.id('b1'))$x$, 0),
    'a far client';
  perform tests.become_nobody();
  assert tests.sees($x$select from public.search_artifacts('lemonade')$x$, 0), 'nobody finds something';
  perform tests.become_anon();
  assert tests.refused($x$select from public.search_artifacts('lemonade')$x$, '42501'), 'anon searches';
  perform tests.reset();
end $$;
