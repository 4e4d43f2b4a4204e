-- Staff know the words, administrators choose them; contact users see the fields they may read.
select tests.help_desk();
insert into public.ticket_tags (id, agency_id, name)
values (tests.named('tag', gen_random_uuid()), tests.id('a'), 'vip');
insert into public.custom_field_definitions (agency_id, key, label, field_type, for_staff) values
  (tests.id('a'), 'open_field', 'Open', 'text', false), (tests.id('a'), 'closed_field', 'Closed', 'text', true);
do $$
begin
  assert tests.may_do($x$select from public.ticket_tags where id = tests.id('tag')$x$, 'member', 'agent');
  assert tests.may_not($x$select from public.ticket_tags where id = tests.id('tag')$x$, 'customer', 'stranger');
  assert tests.may_not($x$update public.ticket_tags set name = 'x' where id = tests.id('tag')$x$, 'owner');
  assert tests.may_not($x$delete from public.ticket_tags where id = tests.id('tag')$x$, 'agent');
  assert tests.may_do($x$select from public.custom_field_definitions where key = 'open_field'$x$, 'customer');
  assert tests.may_not($x$select from public.custom_field_definitions where key = 'closed_field'$x$, 'customer',
    'stranger');
  assert tests.may_not($x$insert into public.custom_field_definitions (key, label, field_type)
    values ('x', 'x', 'text')$x$, 'agent', 'customer');
  assert tests.may_not($x$insert into public.ticket_staff_fields (client_id, ticket_id)
    values (tests.id('a1'), tests.id('mine'))$x$, 'owner', 'agent', 'customer');
  perform tests.become_anon();
  assert tests.refused('select from public.ticket_staff_fields', '42501'), 'anon reads';
  perform tests.reset();
end $$;
