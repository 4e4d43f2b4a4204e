-- Filters are trees of known conditions, and nothing in them is SQL.
do $$
declare
  said text;
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.saved_views'::regclass),
    'not forced';
  assert atrium.filter_tree('{"all": []}') = 'true' and atrium.filter_tree('{"any": []}') = 'false', 'nothing asked';
  assert atrium.filter_tree('{"field": "assigned_agent_id", "op": "in", "value": ["me"]}')
    = 't.assigned_agent_id = any (array[(select atrium.current_user_id())]::uuid[])', 'me';
  assert atrium.filter_tree('{"field": "due_at", "op": "before", "value": "+4h"}')
    = 't.due_at < (now() + interval ''4 hours'')', 'so far from now';
  assert atrium.filter_tree('{"field": "ticket_type", "op": "in", "value": "x'') or true --"}')
    = 't.ticket_type = any (array[''x'''') or true --''::text]::text[])', 'a value gets out';
  foreach said in array array['null', '[]', '{}', '{"all": {}}', '{"all": [], "any": []}', '{"field": "status"}',
    '{"field": "password", "op": "in", "value": "x"}', '{"field": "status", "op": "in", "value": "asleep"}',
    '{"field": "status", "op": "or 1=1", "value": "new"}', '{"field": "status", "op": "in"}',
    '{"field": "custom.a''b", "op": "empty"}', '{"field": "due_at", "op": "before", "value": "soon"}',
    '{"field": "client_id", "op": "in", "value": "me"}', '{"field": "spam", "op": "is", "value": "yes"}',
    '{"not": {"not": {"not": {"not": {"not": {"not": {"all": []}}}}}}}', '{"field": "title", "op": "contains"}'] loop
    assert tests.refused(format('select atrium.filter_tree(%L)', said), 'ATVAL'), said;
  end loop;
end $$;
