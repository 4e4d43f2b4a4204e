-- Conditions are cut where the server joins them; the answer is what the database decides; the context is given back.
select tests.two_agencies();
do $$
declare
  answer jsonb;
begin
  assert atrium.conditions_of('((a = '' AND (''::text) AND (b OR (c AND d)) AND (NOT e))')
    = array['(a = '' AND (''::text)', '(b OR (c AND d))', '(NOT e)'], 'conditions are cut in the wrong place';
  assert atrium.conditions_of('(a = 1)') = array['a = 1'] and atrium.conditions_of('true') = array['true'],
    'one condition is not one';
  assert (select not (rolbypassrls or rolsuper or rolcanlogin) from pg_roles where rolname = 'atrium_explainer'),
    'what explains is not held to the policies';

  answer := atrium.explain(tests.id('creative'), tests.id('a'), 'public.clients', tests.id('a1')::text, 'update');
  assert not (answer ->> 'allowed')::boolean and answer #>> '{decided_by,policy}' = 'clients_update'
    and answer #>> '{decided_by,condition}' like '%clients:update%', 'the right is not what decides';
  assert answer @> '{"rights": [{"right": "clients:select", "held": true, "through": "role creative, reach all"}]}',
    'what gives the right is not told';
  answer := atrium.explain(tests.id('writer'), null, 'public.clients', tests.id('a1')::text, 'select');
  assert answer #>> '{membership,role}' = 'member', 'the oldest membership is not taken';
  answer := atrium.explain(tests.id('owner'), tests.id('a'), 'public.clients', tests.id('b1')::text, 'select');
  assert not (answer ->> 'allowed')::boolean and answer #>> '{decided_by,condition}' like '%agency_id%',
    'the agency is not what decides';
  answer := atrium.explain(tests.id('owner'), tests.id('a'), 'public.clients', gen_random_uuid()::text, 'select');
  assert answer #>> '{decided_by,by}' = 'row', 'a row that is not there decides otherwise';
  answer := atrium.explain(tests.id('owner'), tests.id('a'), 'public.audit_logs', 'no id', 'delete');
  assert answer #>> '{decided_by,by}' = 'grant', 'a grant that is not there decides otherwise';
  assert coalesce(current_setting('atrium.user_id', true), '') = '', 'the context was not given back';
end $$;
