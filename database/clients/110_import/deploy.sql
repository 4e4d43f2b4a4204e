-- Clients from a file. A dry run does the very same work and takes it back, so what it says is what will happen. Rows
-- are known by code: running the same file twice changes nothing. A bad row is reported and skipped, the others go
-- in.
create function atrium.client_by_code(code text) returns uuid language sql stable as $$
  select c.id from public.clients c
  where c.agency_id = atrium.current_agency_id() and lower(c.code) = lower(client_by_code.code)
    and atrium.client_reach(c.id) is not null
$$;
comment on function atrium.client_by_code(text) is
  'The client of the caller''s agency with this code, whatever the case; null where he sees none.';
call atrium.own_as_definer('atrium.client_by_code(text)'::regprocedure);

create function atrium.import_columns() returns text[] language sql immutable as $$
  select array['code', 'name', 'name_short', 'sector', 'industry', 'region', 'market_segment', 'website',
    'retention_type', 'contract_start_date', 'contract_end_date', 'primary_contact_name', 'primary_contact_email',
    'primary_contact_phone', 'billing_contact_name', 'billing_contact_email', 'preferred_currency', 'payment_terms',
    'invoicing_frequency', 'status', 'churn_reason', 'stage', 'owner_email', 'tags', 'notes']
$$;
comment on function atrium.import_columns() is 'The columns a file of clients may have.';

-- The entry as values of columns, and what is wrong with it.
create function atrium.read_client(entry jsonb, out cleaned jsonb, out messages text[]) language plpgsql stable as $$
declare
  column_name text;
  words text[];
begin
  messages := '{}';
  select coalesce(jsonb_object_agg(e.key, btrim(e.value)), '{}') into cleaned from jsonb_each_text(entry) e
  where btrim(coalesce(e.value, '')) <> '' and e.key not in ('tags');
  if length(cleaned ->> 'name') > 255 or cleaned ->> 'name' is null then
    messages := messages ||
      case when cleaned ? 'name' then 'name is longer than 255 characters' else 'name is missing' end;
  end if;
  cleaned := cleaned || jsonb_build_object('code', coalesce(cleaned ->> 'code',
    left(trim(both '-' from upper(regexp_replace(coalesce(cleaned ->> 'name', ''), '[^A-Za-z0-9]+', '-', 'g'))), 40)));
  if cleaned ->> 'code' !~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$' then
    messages := messages || format('code %s: letters, digits, dot, dash and underscore only, at most 50',
      cleaned ->> 'code');
  end if;
  foreach column_name in array array['contract_start_date', 'contract_end_date'] loop
    continue when not cleaned ? column_name;
    if cleaned ->> column_name !~ '^\d{4}-\d{2}-\d{2}$' then
      messages := messages || format('%s: %s is not a date like 2026-03-31', column_name, cleaned ->> column_name);
    else
      begin
        perform (cleaned ->> column_name)::date;
      exception when datetime_field_overflow or invalid_datetime_format then
        messages := messages || format('%s: there is no day %s', column_name, cleaned ->> column_name);
      end;
    end if;
  end loop;
  foreach column_name in array array['primary_contact_email', 'billing_contact_email'] loop
    if cleaned ->> column_name !~ '^[^@[:space:]]+@[^@[:space:]]+$' then
      messages := messages || format('%s: %s is no e-mail address', column_name, cleaned ->> column_name);
    end if;
  end loop;
  if cleaned ? 'status' then
    cleaned := cleaned || jsonb_build_object('status', replace(lower(cleaned ->> 'status'), ' ', '_'));
    if cleaned ->> 'status' not in ('active', 'inactive', 'on_hold', 'churned') then
      messages := messages || 'status is active, inactive, on_hold or churned'::text;
    elsif cleaned ->> 'status' = 'churned' and not cleaned ? 'churn_reason' then
      messages := messages || 'a churned client needs a churn_reason'::text;
    end if;
  end if;
  if cleaned ? 'retention_type' then
    cleaned := cleaned || jsonb_build_object('retention_type', lower(cleaned ->> 'retention_type'));
    if cleaned ->> 'retention_type' not in ('retainer', 'project', 'hybrid') then
      messages := messages || 'retention_type is retainer, project or hybrid'::text;
    end if;
  end if;
  if cleaned ? 'preferred_currency' then
    cleaned := cleaned || jsonb_build_object('preferred_currency', upper(cleaned ->> 'preferred_currency'));
    if cleaned ->> 'preferred_currency' !~ '^[A-Z]{3}$' then
      messages := messages || 'preferred_currency is a code of three letters such as EUR'::text;
    end if;
  end if;
  if length(cleaned ->> 'notes') > 5000 then
    messages := messages || 'notes are longer than 5,000 characters'::text;
  end if;
  if cleaned ? 'stage' then
    cleaned := cleaned || jsonb_build_object('stage_id', (select s.id from public.client_stages s
      where lower(s.name) = lower(cleaned ->> 'stage')));
    if cleaned ->> 'stage_id' is null then
      messages := messages || format('stage: there is no stage %s', cleaned ->> 'stage');
    end if;
  end if;
  if cleaned ? 'owner_email' then
    cleaned := cleaned || jsonb_build_object('owner_id', (select u.id from public.users u
      join public.memberships m on m.user_id = u.id
      where m.agency_id = (select atrium.current_agency_id()) and m.client_id is null
        and lower(u.email::text) = lower(cleaned ->> 'owner_email')));
    if cleaned ->> 'owner_id' is null then
      messages := messages || format('owner_email: nobody of the agency has %s', cleaned ->> 'owner_email');
    end if;
  end if;
  if btrim(coalesce(entry ->> 'tags', '')) <> '' then
    words := case when jsonb_typeof(entry -> 'tags') = 'array'
      then array(select btrim(t) from jsonb_array_elements_text(entry -> 'tags') t where btrim(t) <> '')
      else array(select btrim(t) from regexp_split_to_table(entry ->> 'tags', '[;|]') t where btrim(t) <> '') end;
    cleaned := cleaned || jsonb_build_object('tags', words);
    if cardinality(words) > 20 then
      messages := messages || 'more than 20 tags'::text;
    end if;
  end if;
end $$;
comment on function atrium.read_client(jsonb) is
  'Reads one entry of an import: cleaned values by column name (absent and empty are left out), and messages on'
  ' what is wrong.';

create function atrium.import_client(
  entry jsonb, out outcome text, out client_id uuid, out code text, out messages text[])
language plpgsql as $$
#variable_conflict use_variable
declare
  cleaned jsonb;
  was public.clients;
  becomes public.clients;
begin
  select r.cleaned, r.messages into cleaned, messages from atrium.read_client(entry) r;
  code := cleaned ->> 'code';
  client_id := atrium.client_by_code(code);
  if cardinality(messages) > 0 then
    outcome := 'error';
    return;
  end if;
  if client_id is null then
    becomes := jsonb_populate_record(null::public.clients, cleaned);
    insert into public.clients (code, name, name_short, sector, industry, region, market_segment, website,
      retention_type, contract_start_date, contract_end_date, primary_contact_name, primary_contact_email,
      primary_contact_phone, billing_contact_name, billing_contact_email, preferred_currency, payment_terms,
      invoicing_frequency, status, churn_date, churn_reason, stage_id, owner_id, tags, notes)
    values (becomes.code, becomes.name, becomes.name_short, becomes.sector, becomes.industry, becomes.region,
      becomes.market_segment, becomes.website, becomes.retention_type, becomes.contract_start_date,
      becomes.contract_end_date, becomes.primary_contact_name, becomes.primary_contact_email,
      becomes.primary_contact_phone, becomes.billing_contact_name, becomes.billing_contact_email,
      becomes.preferred_currency, becomes.payment_terms, becomes.invoicing_frequency,
      coalesce(becomes.status::text, 'active'), case when becomes.status = 'churned' then current_date end,
      becomes.churn_reason, becomes.stage_id, becomes.owner_id, coalesce(becomes.tags, '{}'), becomes.notes)
    returning id into client_id;
    outcome := 'created';
    return;
  end if;
  select * into was from public.clients c where c.id = client_id;
  becomes := jsonb_populate_record(was, cleaned - 'code');
  if was is not distinct from becomes then
    outcome := 'unchanged';
    return;
  end if;
  outcome := 'updated';
  update public.clients c set (name, name_short, sector, industry, region, market_segment, website, retention_type,
      contract_start_date, contract_end_date, primary_contact_name, primary_contact_email,
      primary_contact_phone, billing_contact_name, billing_contact_email, preferred_currency, payment_terms,
      invoicing_frequency, owner_id, tags, notes)
    = (becomes.name, becomes.name_short, becomes.sector, becomes.industry, becomes.region,
      becomes.market_segment, becomes.website, becomes.retention_type, becomes.contract_start_date,
      becomes.contract_end_date,
      becomes.primary_contact_name, becomes.primary_contact_email, becomes.primary_contact_phone,
      becomes.billing_contact_name, becomes.billing_contact_email, becomes.preferred_currency, becomes.payment_terms,
      becomes.invoicing_frequency, becomes.owner_id, becomes.tags, becomes.notes)
  where c.id = client_id;
  if not found then
    raise exception using errcode = 'ATNOM', message = 'You may not change this client.';
  end if;
  if becomes.stage_id <> was.stage_id then
    perform public.move_client_stage(client_id, becomes.stage_id, 'import');
  end if;
  if becomes.status <> was.status then
    perform public.set_client_status(client_id, becomes.status, becomes.churn_reason);
  end if;
end $$;
comment on function atrium.import_client(jsonb) is
  'Takes in one entry of an import; the caller catches what it raises.';

create function public.import_clients(rows jsonb, dry_run boolean default true)
returns table (row_number integer, outcome text, client_id uuid, code text, messages text[]) language plpgsql as $$
#variable_conflict use_variable
declare
  entry record;
  results jsonb[] := '{}';
  seen text[] := '{}';
  strange text;
begin
  if not atrium.may('clients:insert') then
    raise exception using errcode = 'ATNOM', message = 'Your role does not allow importing clients.',
      hint = 'Ask an account manager, owner or admin.';
  end if;
  if jsonb_typeof(rows) is distinct from 'array' or jsonb_array_length(rows) > 5000 then
    raise exception using errcode = 'ATVAL', message = 'An import is a list of at most 5,000 rows.',
      hint = 'Send a JSON array of objects, larger files in parts.';
  end if;
  select string_agg(distinct k, ', ') into strange from jsonb_array_elements(rows) r,
    lateral jsonb_object_keys(case jsonb_typeof(r) when 'object' then r else '{"(not an object)": 1}' end) k
  where k <> all (atrium.import_columns());
  if strange is not null then
    raise exception using errcode = 'ATVAL', message = format('Unknown columns: %s.', left(strange, 500)),
      hint = 'Known are ' || array_to_string(atrium.import_columns(), ', ') || '.';
  end if;
  begin
    for entry in select value, ordinality from jsonb_array_elements(rows) with ordinality loop
      begin
        select i.* into outcome, client_id, code, messages from atrium.import_client(entry.value) i;
        if outcome <> 'error' and lower(code) = any (seen) then
          raise exception using errcode = 'ATVAL', message = format('code %s is in the file twice', code);
        end if;
        seen := seen || lower(code);
      exception when others then
        messages := array[case sqlstate when '42501' then 'your role does not allow this change' else sqlerrm end];
        outcome := 'error';
      end;
      results := results || jsonb_build_object('row_number', entry.ordinality, 'outcome', outcome, 'code', code,
        'client_id', case when outcome = 'created' and dry_run then null else client_id end, 'messages', messages);
    end loop;
    if dry_run then
      raise exception using errcode = 'P0DRY';
    end if;
  exception when sqlstate 'P0DRY' then
    null; -- everything is taken back; results stay, being variables
  end;
  return query select r.row_number, r.outcome, r.client_id, r.code, r.messages
    from unnest(results) with ordinality x (value, place),
      jsonb_to_record(x.value) r (row_number integer, outcome text, client_id uuid, code text, messages text[])
    order by x.place;
end $$;
comment on function public.import_clients(jsonb, boolean) is
  'Takes in up to 5,000 clients, objects by column name, known again by code. Answers each row''s outcome (created,'
  ' updated, unchanged, error) and messages; a dry run changes nothing. Empty values leave what is there.'
  ' ATNOM, ATVAL.';
grant execute on function atrium.client_by_code(text), atrium.import_columns(), atrium.read_client(jsonb),
  atrium.import_client(jsonb), public.import_clients(jsonb, boolean) to authenticated;
