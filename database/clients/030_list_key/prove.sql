-- The caller's number is that of his agency's clients, whoever he is; nobody has none, and anon may not ask.
select tests.two_agencies();
do $$
declare
  person text;
begin
  foreach person in array array['owner', 'member', 'customer', 'stranger'] loop
    perform tests.act(person);
    assert (select bool_and(atrium.list_key(c.id) = atrium.current_list_key()) from public.clients c),
      person || ' has another';
  end loop;
  perform tests.become_nobody();
  assert atrium.current_list_key() is null, 'nobody has a number';
  perform tests.become_anon();
  assert tests.refused($x$select atrium.list_key(tests.id('a1'))$x$, '42501'), 'anon may ask';
end $$;
-- The hint is for those who see all clients, and for one transaction.
do $$
begin
  perform tests.act('owner');
  call atrium.read_newest();
  assert current_setting('enable_sort') = 'off', 'the index will not serve';
  perform tests.reset();
  perform set_config('enable_sort', 'on', true);
  perform tests.act('member');
  call atrium.read_newest();
  assert current_setting('enable_sort') = 'on', 'who sees few clients walks over all';
end $$;
