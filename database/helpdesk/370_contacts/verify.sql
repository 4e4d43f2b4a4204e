-- What must hold: a ticket is the surviving contact's, and knows nothing of an erased one; the log knew it never.
select tests.help_desk();
insert into public.contacts (id, agency_id, name, phone, email) values
  (tests.named('ada', gen_random_uuid()), tests.id('a'), 'Ada Lovelace', '+49301000001', 'ada@lovelace.test'),
  (tests.named('twin', gen_random_uuid()), tests.id('a'), 'Ada L.', '+49301000002', null);
insert into public.tickets (id, client_id, title, contact_id, metadata) values
  (tests.named('asked', gen_random_uuid()), tests.id('a1'), 'Late', tests.id('twin'),
    '{"from": "Ada <ada@lovelace.test>"}');
insert into public.messages (client_id, ticket_id, message_type, content, sender_name, sender_email)
values (tests.id('a1'), tests.id('asked'), 'customer', 'Where is it?', 'Ada Lovelace', 'ada@lovelace.test');
do $$
declare
  receipt public.contact_erasures;
begin
  perform tests.act('owner');
  perform public.merge_contacts(tests.id('ada'), tests.id('twin'));
  assert (select contact_id = tests.id('ada') from public.tickets where id = tests.id('asked')), 'left behind';
  receipt := public.erase_contact(tests.id('ada'));
  assert receipt.removed @> '{"tickets": 1, "messages": 1}', 'not in the receipt: ' || receipt.removed;
  assert (select metadata = '{}' from public.tickets where id = tests.id('asked')), 'the ticket knows';
  assert (select num_nonnulls(sender_name, sender_email, message_id_header) = 0 and content = 'Where is it?'
    from public.messages where ticket_id = tests.id('asked')), 'the message knows, or forgot what was said';
  perform tests.reset();
  assert not exists (select from public.audit_logs l where l::text ilike '%lovelace%'), 'the log knows';
end $$;
