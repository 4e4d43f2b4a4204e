-- How a quote moves on: handed to finance, approved or rejected by somebody else, sent to the client, won or lost; and
-- which campaign it sold.
create function atrium.lock_quote(quote_id uuid, wanted text) returns public.project_quotes
language plpgsql
as $$
declare
  held public.project_quotes;
begin
  select * into held from public.project_quotes q
  where q.id = lock_quote.quote_id and q.agency_id = atrium.current_agency_id() and atrium.may('project_quotes:select')
    and atrium.client_reach(q.client_id) is not null
    and (atrium.may('project_quotes:select_any') or q.created_by = atrium.current_user_id()
      or q.id in (select m from atrium.my_quotes() m))
  for no key update;
  if not found then
    perform atrium.refuse('ATNOF', 'This quote does not exist or is not yours to see.', 'Choose one from your list.');
  elsif wanted = 'change' and not (atrium.may('project_quotes:update') and atrium.client_reach(held.client_id) = 'write'
      and (atrium.may('project_quotes:update_any') or held.created_by = atrium.current_user_id())) then
    perform atrium.refuse('ATNOM', 'Only whoever made the quote, finance or the owner moves it on.', 'Ask its author.');
  end if;
  return held;
end
$$;
comment on function atrium.lock_quote(uuid, text) is
  'Locks a quote somebody is about to move. ATNOF where the caller does not see it; ATNOM where it is not his'
  ' to change.';
call atrium.own_as_definer('atrium.lock_quote(uuid, text)'::regprocedure);

create function public.submit_quote(quote_id uuid) returns public.project_quotes
language plpgsql
as $$
declare
  held public.project_quotes := atrium.lock_quote(quote_id, 'change');
begin
  if held.status not in ('draft', 'rejected') then
    perform atrium.refuse('ATSTA', format('The quote is %s.', held.status),
      'Drafts and rejected quotes are submitted.');
  elsif not exists (select from public.quote_lines l where l.agency_id = held.agency_id and l.quote_id = held.id) then
    perform atrium.refuse('ATVAL', 'The quote has no lines.', 'Add at least one.');
  end if;
  update public.project_quotes q
  set status = 'submitted', submitted_by = atrium.current_user_id(), submitted_at = clock_timestamp(),
    approved_by = null, approved_at = null, status_note = null
  where q.id = held.id returning * into held;
  return held;
end
$$;
comment on function public.submit_quote(uuid) is
  'Asks finance to approve a quote; its lines stand still from then on. ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer('public.submit_quote(uuid)'::regprocedure);

create function public.decide_quote(quote_id uuid, approve boolean, note text default null)
returns public.project_quotes
language plpgsql
as $$
declare
  held public.project_quotes := atrium.lock_quote(quote_id, 'decide');
begin
  perform atrium.demand('project_quotes:decide');
  if held.status <> 'submitted' then
    perform atrium.refuse('ATSTA', format('The quote is %s; there is nothing to decide.', held.status),
      'Submit the quote first.');
  elsif atrium.current_user_id() in (held.submitted_by, held.created_by) then
    perform atrium.refuse('ATNOM', 'Nobody decides on a quote he made or submitted himself.', 'Ask somebody else.');
  elsif approve is null or not approve and coalesce(btrim(note), '') = '' then
    perform atrium.refuse('ATVAL', 'Say whether it is approved, and why where it is not.',
      'Pass approve, and a note with false.');
  end if;
  update public.project_quotes q
  set status = case when approve then 'approved' else 'rejected' end, approved_by = atrium.current_user_id(),
    approved_at = clock_timestamp(), status_note = nullif(btrim(note), '')
  where q.id = held.id returning * into held;
  return held;
end
$$;
comment on function public.decide_quote(uuid, boolean, text) is
  'Approves or rejects a submitted quote; finance and the owner, never whoever made or submitted it. ATNOF, ATNOM,'
  ' ATSTA, ATVAL.';
call atrium.own_as_definer('public.decide_quote(uuid, boolean, text)'::regprocedure);

create function public.send_quote(quote_id uuid) returns public.project_quotes
language plpgsql
as $$
declare
  held public.project_quotes := atrium.lock_quote(quote_id, 'change');
begin
  if held.status <> 'approved' then
    perform atrium.refuse('ATSTA', format('The quote is %s.', held.status), 'Only approved quotes go to the client.');
  end if;
  update public.project_quotes q set status = 'sent', sent_to_client_at = clock_timestamp()
  where q.id = held.id returning * into held;
  return held;
end
$$;
comment on function public.send_quote(uuid) is 'Notes that an approved quote went to the client. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.send_quote(uuid)'::regprocedure);

create function public.close_quote(quote_id uuid, won boolean, note text default null) returns public.project_quotes
language plpgsql
as $$
declare
  held public.project_quotes := atrium.lock_quote(quote_id, 'change');
begin
  if held.status <> 'sent' then
    perform atrium.refuse('ATSTA', format('The quote is %s.', held.status), 'Quotes are won or lost once sent.');
  elsif won is null then
    perform atrium.refuse('ATVAL', 'Say whether it was won.', 'Pass won: true or false.');
  end if;
  update public.project_quotes q set status = case when won then 'won' else 'lost' end, closed_at = clock_timestamp(),
    status_note = nullif(btrim(note), '')
  where q.id = held.id returning * into held;
  return held;
end
$$;
comment on function public.close_quote(uuid, boolean, text) is
  'Notes whether the client took a quote that was sent. ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer('public.close_quote(uuid, boolean, text)'::regprocedure);

create function public.attach_quote(campaign_id uuid, quote_id uuid) returns public.campaigns
language plpgsql
as $$
declare
  sold public.campaigns;
  held public.project_quotes;
begin
  perform atrium.check_campaign(attach_quote.campaign_id);
  if quote_id is not null then
    held := atrium.lock_quote(quote_id, 'read');
    if held.status in ('rejected', 'lost') then
      perform atrium.refuse('ATSTA', format('The quote is %s.', held.status), 'Name one that stands.');
    elsif held.client_id <> (select c.client_id from public.campaigns c where c.id = attach_quote.campaign_id) then
      perform atrium.refuse('ATVAL', 'The quote is for another client.', 'Name a quote of the client of the campaign.');
    end if;
  end if;
  update public.campaigns c set procure_quote_id = quote_id
  where c.id = attach_quote.campaign_id returning * into sold;
  return sold;
end
$$;
comment on function public.attach_quote(uuid, uuid) is
  'Says by which quote a campaign was sold; null for none. For those who may change the campaign. ATNOF, ATNOM, ATSTA,'
  ' ATVAL.';
call atrium.own_as_definer('public.attach_quote(uuid, uuid)'::regprocedure);

call atrium.allow('project_quotes', 'decide', 'all', 'owner', 'finance');
grant execute on function public.submit_quote(uuid), public.decide_quote(uuid, boolean, text), public.send_quote(uuid),
  public.close_quote(uuid, boolean, text), public.attach_quote(uuid, uuid) to authenticated, service_role;
