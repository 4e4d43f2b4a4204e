-- Tickets follow the contact who asks: merged into another, they are the other's; erased, they stay for the numbers and
-- know no name or address any more. What was said stays, as all work does: it is the agency's, and of nobody by name.
create function atrium.follow_contact() returns trigger
language plpgsql
as $$
begin
  update public.tickets t set contact_id = new.merged_into_id where t.contact_id = new.id;
  return null;
end
$$;
comment on function atrium.follow_contact() is
  'Trigger after a contact was merged into another: its tickets are the other''s.';
call atrium.own_as_definer('atrium.follow_contact()'::regprocedure);
create trigger contacts_take_tickets after update of merged_into_id on public.contacts
  for each row when (new.merged_into_id is not null and old.merged_into_id is distinct from new.merged_into_id)
  execute function atrium.follow_contact();

create function atrium.forget_asker() returns trigger
language plpgsql
as $$
declare
  asked uuid[];
  letters integer;
begin
  update public.tickets t set metadata = '{}' where t.contact_id = new.contact_id and t.metadata <> '{}';
  asked := array(select t.id from public.tickets t where t.contact_id = new.contact_id);
  update public.csat_ratings r set comment = null
  where r.ticket_id = any (asked) and r.rated_by is null and r.comment is not null;
  update public.messages m set sender_name = null, sender_email = null, message_id_header = null, in_reply_to = null,
    metadata = '{}'
  where m.ticket_id = any (asked) and m.sender_id is null and m.message_type = 'customer';
  get diagnostics letters = row_count;
  if cardinality(asked) > 0 then
    new.removed := new.removed || jsonb_build_object('tickets', cardinality(asked), 'messages', letters);
  end if;
  return new;
end
$$;
comment on function atrium.forget_asker() is
  'Trigger before the receipt of an erased contact: names, addresses and headers that tickets copied from it are'
  ' emptied, and counted in the receipt.';
call atrium.own_as_definer('atrium.forget_asker()'::regprocedure);
create trigger contact_erasures_forget_asker before insert on public.contact_erasures
  for each row execute function atrium.forget_asker();
