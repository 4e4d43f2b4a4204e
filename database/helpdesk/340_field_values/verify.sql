-- Tags move on every ticket, values fit their fields, and what is for staff stands apart.
select tests.help_desk();
do $$
declare
  said text;
begin
  perform tests.act('admin');
  update public.tickets set tags = '{refund,vip}' where id = tests.id('mine');
  update public.tickets set tags = '{refunds}' where id = tests.id('ours');
  assert public.rename_tag((select id from public.ticket_tags where name = 'vip'), ' Gold ') = 1, 'a renaming';
  assert tests.refused($x$select public.rename_tag((select id from public.ticket_tags where name = 'gold'),
    'refund')$x$, 'ATSTA'), 'a name in use';
  assert public.merge_tags((select id from public.ticket_tags where name = 'refunds'),
    (select id from public.ticket_tags where name = 'refund')) = 1, 'a merge';
  assert (select array_agg(tags::text order by number) filter (where tags <> '{}') = '{"{gold,refund}","{refund}"}'
    from public.tickets) and (select count(*) = 2 from public.ticket_tags), 'tags of tickets';
  insert into public.custom_field_definitions (key, label, field_type, options, pattern, for_staff,
    editable_by_customer, required_on_resolve) values
    ('order', 'Order', 'regex', '{}', '[A-Z]{2}-\d+', false, true, false),
    ('color', 'Color', 'select', '{red,blue}', null, false, false, false),
    ('sizes', 'Sizes', 'multiselect', '{s,m}', null, false, false, false),
    ('due', 'Due', 'date', '{}', null, false, false, false),
    ('who', 'Who', 'user', '{}', null, false, false, false),
    ('cause', 'Cause', 'text', '{}', null, true, false, true);
  foreach said in array array['{"order": "no"}', '{"color": "green"}', '{"sizes": ["s", "xl"]}',
    '{"due": "2026-02-30"}',
    format('{"who": "%s"}', tests.id('customer')), '{"other": 1}', '{"cause": 7}', '[]'] loop
    assert tests.refused(format('select public.set_ticket_fields(tests.id(''mine''), %L)', said), 'ATVAL'), said;
  end loop;
  perform public.set_ticket_fields(tests.id('mine'), jsonb_build_object('order', 'AB-1', 'color', 'red', 'sizes',
    '["m"]'::jsonb, 'due', '2026-02-28', 'who', tests.id('agent')));
  assert tests.refused($x$select public.resolve_ticket(tests.id('mine'))$x$, 'ATVAL'), 'resolved without its cause';
  perform public.set_ticket_fields(tests.id('mine'), '{"cause": "rain", "color": null}');
  assert (select custom ->> 'order' = 'AB-1' and not custom ? 'color' and not custom ? 'cause' from public.tickets
    where id = tests.id('mine')) and (select custom = '{"cause": "rain"}' from public.ticket_staff_fields),
    'kept apart';
  assert tests.works($x$select public.resolve_ticket(tests.id('mine'))$x$), 'not resolved';
  perform tests.act('customer');
  assert (select t.custom ->> 'order' = 'CD-2' from public.set_ticket_fields(tests.id('mine'), '{"order": "CD-2"}') t),
    'the customer''s own field';
  assert tests.refused($x$select public.set_ticket_fields(tests.id('mine'), '{"due": "2026-03-01"}')$x$, 'ATNOM'),
    'the customer fills in what is the staff''s';
  assert tests.refused($x$select public.set_ticket_fields(tests.id('mine'), '{"cause": "x"}')$x$, 'ATVAL'),
    'the customer learns of a field';
  perform tests.act('owner');
  assert tests.refused($x$insert into public.custom_field_definitions (key, label, field_type, pattern)
    values ('bad', 'Bad', 'regex', '([')$x$, 'ATVAL'), 'no pattern';
  update public.custom_field_definitions set required_on_create = true where key = 'order';
  assert tests.refused($x$insert into public.tickets (client_id, title) values (tests.id('a1'), 'x')$x$, 'ATVAL'),
    'made without its order';
  perform tests.reset();
end $$;
