-- Known steps only; on a ticket all of them or none; never more than the caller may.
select tests.help_desk();
do $$
declare
  said text;
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.macros'::regclass),
    'not forced';
  perform tests.act('agent');
  foreach said in array array['[]', '[{"do": "drop"}]', '[{"do": "set_status", "to": "new"}]', '[{"do": "assign"}]',
    '[{"do": "reply", "text": " "}]', '[{"do": "note", "text": "{{agent.password}}"}]', '[7]'] loop
    assert tests.refused(format('insert into public.macros (name, actions) values (''x'', %L)', said), 'ATVAL'), said;
  end loop;
  perform tests.reset();
  insert into public.macros (id, agency_id, author_id, name, actions) values
    (tests.named('macro', gen_random_uuid()), tests.id('a'), tests.id('agent'), 'Refund',
      '[{"do": "add_tags", "tags": [" Refund "]},
      {"do": "set_priority", "to": "high"}, {"do": "note", "text": "Paid back {{ticket.number}}"},
      {"do": "reply", "text": "Dear {{customer.name|customer}}, it is done."}, {"do": "assign", "to": "me"},
      {"do": "set_status", "to": "resolved"}]'),
    (tests.named('half', gen_random_uuid()), tests.id('a'), tests.id('agent'), 'Half',
      '[{"do": "add_tags", "tags": ["half"]},
      {"do": "reply", "text": "Dear {{customer.name}}"}]');
  perform tests.act('agent');
  assert (select count(*) filter (where done) = 2 and count(*) filter (where not done and code = 'ATNOF') = 2
    from public.run_macro(tests.id('macro'), array[tests.id('mine'), tests.id('free'), tests.id('theirs'),
      tests.id('far')])), 'a run';
  assert (select status = 'resolved' and priority = 'high' and tags = '{refund}'
    and assigned_agent_id = tests.id('agent') from public.tickets where id = tests.id('free')), 'its steps';
  assert (select array_agg(is_internal order by created_at, is_internal desc) = '{t,f}' from public.messages
    where ticket_id = tests.id('mine')), 'its messages';
  assert (select usage_count = 2 from public.macros where id = tests.id('macro')), 'uncounted';
  assert (select not done and code = 'ATVAL' from public.run_macro(tests.id('half'), array[tests.id('free')])),
    'a reply that is not whole';
  assert (select tags = '{refund}' from public.tickets where id = tests.id('free')), 'half of a macro';
  perform tests.reset();
end $$;
