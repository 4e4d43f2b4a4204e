-- Tags gather as they are used; definitions are whole.
select tests.help_desk();
do $$
begin
  assert (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class where oid in (
    'public.ticket_tags'::regclass, 'public.custom_field_definitions'::regclass,
    'public.ticket_staff_fields'::regclass)), 'not forced';
  perform tests.act('agent');
  update public.tickets set tags = '{VIP, " Refund ",vip}' where id = tests.id('mine');
  update public.tickets set tags = '{vip}' where id = tests.id('ours');
  assert (select array_agg(name order by name) = '{refund,vip}' from public.ticket_tags), 'tags are not gathered';
  perform tests.act('admin');
  assert tests.refused($x$update public.custom_field_definitions set key = 'x'$x$) is not null, 'a key changes';
  assert tests.refused($x$insert into public.custom_field_definitions (key, label, field_type)
    values ('size', 'Size', 'select')$x$, '23514'), 'nothing to choose from';
  assert tests.refused($x$insert into public.custom_field_definitions (key, label, field_type, for_staff,
    editable_by_customer) values ('size', 'Size', 'text', true, true)$x$, '23514'), 'for staff, by customers';
  perform tests.reset();
end $$;
