-- Only the scheduler makes partitions.
do $$ begin
  assert not has_function_privilege('authenticated', 'atrium.make_partitions(int)', 'execute'), 'a caller makes them';
  assert not has_function_privilege('anon', 'atrium.make_partitions(int)', 'execute'), 'anon makes them';
  assert has_function_privilege('service_role', 'atrium.make_partitions(int)', 'execute'), 'the scheduler does not';
  assert not has_function_privilege('authenticated', 'atrium.make_partition(regclass, date)', 'execute'), 'one of them';
end $$;
