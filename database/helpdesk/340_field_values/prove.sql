-- Tags are moved by administrators; values by whoever may change the ticket; the staff's are read by staff.
select tests.help_desk();
insert into public.ticket_tags (id, agency_id, name) values
  (tests.named('tag', gen_random_uuid()), tests.id('a'), 'vip'),
  (tests.named('far_tag', gen_random_uuid()), tests.id('b'), 'vip');
insert into public.custom_field_definitions (agency_id, key, label, field_type, for_staff) values
  (tests.id('a'), 'open_field', 'Open', 'text', false), (tests.id('a'), 'closed_field', 'Closed', 'text', true);
insert into public.ticket_staff_fields (client_id, ticket_id, custom)
values (tests.id('a1'), tests.id('mine'), '{"closed_field": "x"}');
do $$
begin
  assert tests.may_do($x$select public.rename_tag(tests.id('tag'), 'y')$x$, 'admin');
  assert tests.may_not($x$select public.rename_tag(tests.id('tag'), 'y')$x$, 'agent', 'customer', 'stranger');
  assert tests.may_not($x$select public.merge_tags(tests.id('tag'), tests.id('far_tag'))$x$, 'owner', 'stranger');
  assert tests.may_do($x$select public.set_ticket_fields(tests.id('mine'), '{"open_field": "x"}')$x$, 'agent', 'pm');
  assert tests.may_not($x$select public.set_ticket_fields(tests.id('mine'), '{"open_field": "x"}')$x$, 'finance',
    'customer', 'stranger');
  assert tests.may_do('select from public.ticket_staff_fields', 'agent', 'owner');
  assert tests.may_not('select from public.ticket_staff_fields', 'finance', 'customer', 'stranger');
  perform tests.become_anon();
  assert tests.refused($x$select public.set_ticket_fields(tests.id('mine'), '{}')$x$, '42501'), 'anon fills in';
  perform tests.reset();
end $$;
