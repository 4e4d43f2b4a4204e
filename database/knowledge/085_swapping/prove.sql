-- Only the server writes passages.
select tests.two_agencies();
do $$
declare
  f text;
begin
  perform tests.act('owner');
  foreach f in array array['atrium.swap_chunks(gen_random_uuid(), ''x'', ''m'', ''[]'')',
    'atrium.fail_embedding(gen_random_uuid(), ''x'')', 'atrium.queue_unindexed()',
    'atrium.queue_embedding(''document'', gen_random_uuid())'] loop
    assert tests.refused('select ' || f, '42501'), f;
  end loop;
  perform tests.reset();
  set local role service_role;
  assert tests.works('select atrium.queue_unindexed()') and tests.refused(
    $x$select atrium.swap_chunks(gen_random_uuid(), 'x', 'm', '[]')$x$, 'ATNOF'), 'the server can''t';
  set local role none;
end $$;
