-- No caller asks for a reach or a lock himself; nobody reaches anything.
select tests.studio();
do $$
begin
  assert not has_function_privilege('authenticated', 'atrium.artifact_reach(uuid)', 'execute')
    and not has_function_privilege('authenticated', 'atrium.lock_artifact(uuid, text)', 'execute'), 'a caller may ask';
  assert (select bool_and(atrium.artifact_reach(a.id) is null) from public.artifacts a), 'nobody reaches something';
  assert tests.refused($x$select atrium.lock_artifact(tests.id('draft'))$x$, 'ATNOF'), 'nobody locks something';
end $$;
