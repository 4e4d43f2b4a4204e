-- What must hold for contacts: one form of a number, one contact a number, a log without anything personal.
select tests.desk();
do $$
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.contacts'::regclass),
    'not forced';
  assert (select array_agg(atrium.e164(p, '+49')) = array['+493012', '+4930123', '+4930123', '+4930123', '30', null]
    from unnest(array[' +49 (0)30-12', '0049 30/123', '030 1.23', '+49(30)123', '30', null]) p),
    'numbers are written in more than one form';
  assert tests.refused($x$insert into public.contacts (agency_id, name, phone)
    values (tests.id('a'), 'x', '+49 (0) 30 1000001')$x$, '23505'), 'one number twice';
  assert tests.works($x$insert into public.contacts (agency_id, name, phone)
    values (tests.id('b'), 'x', '+49301000001')$x$), 'a number of another agency is taken';
  assert tests.refused($x$insert into public.contacts (agency_id, name, phone)
    values (tests.id('a'), 'x', '30 1000001')$x$, 'ATVAL'), 'a number without a country';
  assert tests.refused($x$insert into public.contacts (agency_id, name) values (tests.id('a'), ' ')$x$, '23514'),
    'nobody has a name';
  assert tests.refused($x$insert into public.contacts (agency_id, name, service_interests)
    values (tests.id('a'), 'x', '{}')$x$, '23514'), 'interests that are no array';
  assert tests.refused($x$update public.contacts set score = 70 where id = tests.id('ben')$x$, '23514'),
    'points and band differ';
  assert tests.refused($x$update public.contacts set merged_into_id = tests.id('far')
    where id = tests.id('ada')$x$, '23503'), 'merged into another agency''s';
  assert (select score = 80 and score_factors @> '[{"factor": "set by hand"}]' from public.contacts
    where id = tests.id('ada')), 'a band without points';
  update public.contacts set notes = 'Afraid of needles', name = 'Ada King' where id = tests.id('ada');
  assert (select changed_columns = array['name', 'notes'] and new_values = '{}' and old_values = '{}'
    from public.audit_logs where table_name = 'contacts' and action = 'update' and record_id = tests.id('ada')::text),
    'the log holds something personal';
end $$;
