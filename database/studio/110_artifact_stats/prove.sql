-- Who may open a piece counts it; nobody writes a count.
select tests.studio();
insert into public.artifact_stats (agency_id, artifact_id, view_count) values
  (tests.id('a'), tests.id('draft'), 1), (tests.id('b'), tests.id('foreign'), 1);
do $$
declare
  readers text[] := array['owner', 'leadership', 'finance', 'pm', 'account', 'creative'];
  others text[] := array['admin', 'agent', 'member', 'writer', 'customer', 'stranger'];
begin
  assert tests.may_do($x$select from public.artifact_stats where artifact_id = tests.id('draft')$x$, variadic readers);
  assert tests.may_not($x$select from public.artifact_stats where artifact_id = tests.id('draft')$x$, variadic others);
  assert tests.may_not($x$select from public.artifact_stats where artifact_id = tests.id('foreign')$x$,
    'owner', 'pm');
  assert tests.may_do($x$select public.record_artifact_view(tests.id('draft'))$x$, variadic readers);
  assert tests.may_not($x$select public.record_artifact_view(tests.id('draft'))$x$, variadic others);
  assert tests.may_not($x$select public.record_artifact_view(tests.id('foreign'))$x$, 'owner', 'pm');
  assert tests.may_do($x$select public.record_artifact_view(tests.id('shared'))$x$, 'customer');
  assert tests.may_not('update public.artifact_stats set view_count = 99', 'owner', 'creative');
  assert tests.may_not('delete from public.artifact_stats', 'owner', 'creative');
  perform tests.become_anon();
  assert tests.refused('select from public.artifact_stats', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.artifact_stats', 0), 'nobody reads';
  perform tests.reset();
end $$;
