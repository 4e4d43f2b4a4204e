-- Asking for the erasure of a person, taking it back, and the job that does what is due.
create function public.request_erasure(person_id uuid, legal_basis text default 'gdpr_article_17',
  in_days integer default 30) returns uuid
language plpgsql
as $$
declare
  asked uuid;
begin
  perform atrium.demand('erasure_requests:insert');
  if in_days is null or in_days not between 0 and 90 then
    perform atrium.refuse('ATVAL', 'It is due within 0 to 90 days.');
  elsif exists (select from public.memberships m where m.agency_id = atrium.current_agency_id()
      and m.user_id = request_erasure.person_id) then
    perform atrium.refuse('ATSTA', 'This person is a member still.', 'Remove the member first.');
  elsif not exists (select from public.audit_logs l where l.agency_id = atrium.current_agency_id()
      and l.table_name = 'memberships' and l.action = 'delete'
      and l.old_values ->> 'user_id' = request_erasure.person_id::text) then
    perform atrium.refuse('ATNOF', 'This person was never a member of your agency.');
  end if;
  insert into public.erasure_requests as r (agency_id, person_id, legal_basis, due_at)
  values (atrium.current_agency_id(), request_erasure.person_id, request_erasure.legal_basis,
    now() + make_interval(days => in_days))
  returning r.id into asked;
  return asked;
exception
  when unique_violation then
    perform atrium.refuse('ATDUP', 'This person is to be erased already.', 'See the open request.');
  when check_violation or not_null_violation then
    perform atrium.refuse('ATVAL', 'The legal basis is not known.',
      'gdpr_article_17, ccpa_request, user_request or retention_policy.');
end
$$;
comment on function public.request_erasure(uuid, text, integer) is
  'Asks for the erasure of somebody who has left the agency, in so many days; gives the request. ATDUP, ATNOF, ATNOM,'
  ' ATSTA, ATVAL.';

create function public.cancel_erasure(request_id uuid) returns void
language plpgsql
as $$
begin
  perform atrium.demand('erasure_requests:insert');
  update public.erasure_requests r set status = 'cancelled'
  where r.id = request_id and r.agency_id = atrium.current_agency_id() and r.status = 'pending';
  if not found then
    perform atrium.refuse('ATNOF', 'There is no such open request.', 'What is done can''t be taken back.');
  end if;
end
$$;
comment on function public.cancel_erasure(uuid) is 'Takes a request back before it is due. ATNOF, ATNOM.';
call atrium.own_as_definer('public.request_erasure(uuid, text, integer)'::regprocedure);
call atrium.own_as_definer('public.cancel_erasure(uuid)'::regprocedure);
grant execute on function public.request_erasure(uuid, text, integer), public.cancel_erasure(uuid) to authenticated;

create function atrium.run_erasures() returns table (request_id uuid, receipt jsonb)
language plpgsql
as $$
#variable_conflict use_column
declare
  request public.erasure_requests;
  person record;
  elsewhere boolean;
  erased jsonb;
  kept jsonb;
  gone integer;
begin
  for request in
    select r.* from public.erasure_requests r where r.status = 'pending' and r.due_at <= now()
    order by r.due_at, r.id for update skip locked
  loop
    select u.id, u.email::text as email, u.full_name into person from public.users u where u.id = request.person_id;
    elsewhere := exists (select from public.memberships m where m.user_id = request.person_id);
    -- who came back is a member and no longer to be erased
    if exists (select from public.memberships m
        where m.user_id = request.person_id and m.agency_id = request.agency_id) then
      update public.erasure_requests r set status = 'cancelled' where r.id = request.id;
      continue;
    end if;
    erased := '{}';
    if person.id is not null then
      delete from public.invitations i where i.agency_id = request.agency_id and i.email::text = person.email;
      get diagnostics gone = row_count;
      erased := jsonb_build_object('invitations', gone);
      if not elsewhere then
        erased := erased || atrium.erase_account(person.id, person.email);
      end if;
      -- last, so that what the steps above put into the log goes too; a name only where the person was a member,
      -- because others may have the same
      select sum(atrium.redact_audit(a.agency_id, null, null, array[person.email]
        || case when length(btrim(person.full_name)) >= 5 then array[btrim(person.full_name)] else '{}' end)) into gone
      from (select distinct l.agency_id from public.audit_logs l
        where l.table_name = 'memberships' and l.old_values ->> 'user_id' = person.id::text
          and (l.agency_id = request.agency_id or not elsewhere)) a;
      if not elsewhere then
        gone := gone + atrium.redact_audit(null, 'users', person.id::text, array[person.email]);
      end if;
      erased := erased || jsonb_build_object('redacted_audit_entries', gone);
    end if;
    kept := jsonb_build_array(
      jsonb_build_object('what', 'work and messages', 'why', 'They are the agency''s; their author is a number now.'),
      jsonb_build_object('what', 'hours, expenses and approvals', 'why', 'Books are kept as the law demands.'),
      jsonb_build_object('what', 'audit entries, without name and address', 'why', 'Six years, to show who did what.'));
    if elsewhere then
      kept := kept || jsonb_build_object('what', 'the account', 'why', 'The person is a member of another agency.');
    elsif person.id is not null and not erased ? 'account' then
      kept := kept || jsonb_build_object('what', 'the sign-in account', 'why', 'It is kept by another system.');
    end if;
    receipt := jsonb_build_object('request', request.id, 'person', request.person_id, 'legal_basis',
      request.legal_basis, 'erased', erased, 'kept', kept,
      'at', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'));
    update public.erasure_requests r
    set status = 'completed', completed_at = clock_timestamp(), receipt = run_erasures.receipt
    where r.id = request.id;
    perform atrium.log_event('person.erased', 'users', request.person_id::text, 'allowed', request.legal_basis, receipt,
      request.agency_id);
    request_id := request.id;
    return next;
  end loop;
end
$$;
comment on function atrium.run_erasures() is
  'Job, daily: erases the people whose request is due and gives the receipts. Where somebody is a member of another'
  ' agency too, only what this agency has.';
call atrium.own_as_definer('atrium.run_erasures()'::regprocedure);
grant execute on function atrium.run_erasures() to service_role;
