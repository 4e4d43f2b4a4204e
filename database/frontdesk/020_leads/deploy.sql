-- What makes a lead hot: words of the agency's own trade, urgency, mood. The score is a number with the factors that
-- made it beside it, so that everybody can see why somebody is to be called first.
create domain public.lead_keyword_kind as text constraint lead_keyword_kind_known check (value in
  ('high', 'medium', 'urgent', 'hesitant'));
comment on domain public.lead_keyword_kind is
  'high: 40 points for any of them; medium: 20; urgent: 30; hesitant: 10 off where nothing is urgent.';

create table public.lead_keywords (
  id         uuid primary key default gen_random_uuid(),
  agency_id  uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  word       text not null,
  kind       public.lead_keyword_kind not null,
  created_by uuid,
  updated_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint lead_keywords_word check (word ~ '[[:alnum:]]' and length(word) <= 100)
);
comment on table public.lead_keywords is
  'Scope: agency. Words that tell how much a caller is worth to this agency. Without urgent or hesitant ones of its'
  ' own, an agency has the usual ones.';
comment on column public.lead_keywords.id is 'Identifier.';
comment on column public.lead_keywords.agency_id is 'The agency; never changes.';
comment on column public.lead_keywords.word is 'A word or a few in a row, compared whole and without case.';
comment on column public.lead_keywords.kind is 'high, medium, urgent or hesitant.';
comment on column public.lead_keywords.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.lead_keywords.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.lead_keywords.created_at is 'When it was made; UTC.';
comment on column public.lead_keywords.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create unique index lead_keywords_one_word on public.lead_keywords (agency_id, lower(word));

create trigger lead_keywords_touch before insert or update on public.lead_keywords
  for each row execute function atrium.touch();
create trigger lead_keywords_immutable before update on public.lead_keywords
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger lead_keywords_audit after insert or update or delete on public.lead_keywords
  for each row execute function atrium.audit();

call atrium.allow('lead_keywords', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent');
call atrium.allow('lead_keywords', 'insert', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('lead_keywords', 'update', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('lead_keywords', 'delete', 'all', 'owner', 'admin', 'leadership');

alter table public.lead_keywords enable row level security;
alter table public.lead_keywords force row level security;
create policy lead_keywords_select on public.lead_keywords for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('lead_keywords:select')));
create policy lead_keywords_insert on public.lead_keywords for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('lead_keywords:insert')));
create policy lead_keywords_update on public.lead_keywords for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('lead_keywords:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('lead_keywords:update')));
create policy lead_keywords_delete on public.lead_keywords for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('lead_keywords:delete')));
grant select, delete on public.lead_keywords to authenticated;
grant insert (word, kind), update (word, kind) on public.lead_keywords to authenticated;

create function atrium.lead_factors(agency uuid, words text, sentiment text) returns jsonb
language sql stable
as $$
  with said as (
    select ' ' || btrim(regexp_replace(lower(coalesce(words, '')), '[^[:alnum:]]+', ' ', 'g')) || ' ' as text
  ), usual (word, kind) as (
    values ('today', 'urgent'), ('urgent', 'urgent'), ('asap', 'urgent'), ('as soon as possible', 'urgent'),
      ('right away', 'urgent'), ('emergency', 'urgent'), ('maybe', 'hesitant'), ('not sure', 'hesitant'),
      ('just looking', 'hesitant'), ('think about it', 'hesitant'), ('too expensive', 'hesitant')
  ), own as (
    select k.word, k.kind::text from public.lead_keywords k where k.agency_id = agency
  ), heard as (
    select k.kind, jsonb_agg(k.word order by k.word) as words
    from (select * from own
      union all select * from usual u where not exists (select from own o where o.kind = u.kind)) k, said
    where strpos(said.text, ' ' || btrim(regexp_replace(lower(k.word), '[^[:alnum:]]+', ' ', 'g')) || ' ') > 0
    group by k.kind
  ), points (place, factor, points, words) as (
    select 0, 'start', 50, null::jsonb
    union all
    select case kind when 'high' then 1 when 'medium' then 2 else 4 end,
      case kind when 'high' then 'high value' when 'medium' then 'interest' when 'urgent' then 'urgency'
        else 'hesitation' end,
      case kind when 'high' then 40 when 'medium' then 20 when 'urgent' then 30 else -10 end, words
    from heard h where kind <> 'hesitant' or not exists (select from heard where heard.kind = 'urgent')
    union all
    select 3, 'mood', case sentiment when 'positive' then 30 else -20 end, to_jsonb(array[sentiment])
    where sentiment in ('positive', 'negative')
  )
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('factor', factor, 'points', points, 'words', words))
    order by place) from points
$$;
comment on function atrium.lead_factors(uuid, text, text) is
  'What a caller''s words are worth to an agency: array of {"factor", "points", "words"?}, beginning with 50 points.';

create function atrium.lead_points(factors jsonb) returns smallint
language sql immutable
as $$
  select least(greatest(coalesce(sum((f ->> 'points')::numeric), 0), 0), 100)::smallint
  from jsonb_array_elements(factors) f
$$;
comment on function atrium.lead_points(jsonb) is 'The sum of the factors'' points, kept between 0 and 100.';

create function atrium.lead_band(score integer) returns text
language sql immutable parallel safe
as $$ select case when score >= 70 then 'hot' when score >= 40 then 'warm' else 'cold' end $$;
comment on function atrium.lead_band(integer) is 'hot from 70 points, warm from 40, cold below.';

create function atrium.locked_contact(contact_id uuid, needed text) returns public.contacts
language plpgsql
as $$
declare
  locked public.contacts;
begin
  select * into locked from public.contacts c
  where c.id = locked_contact.contact_id and c.agency_id = atrium.current_agency_id() and c.deleted_at is null
    and atrium.may('contacts:select') for no key update;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This contact does not exist or is not yours to see.',
      hint = 'Choose a contact from your list.';
  end if;
  perform atrium.demand(needed);
  return locked;
end
$$;
comment on function atrium.locked_contact(uuid, text) is
  'The living contact, locked. ATNOF where the caller does not see it, ATNOM where the right is lacking.';
call atrium.own_as_definer('atrium.locked_contact(uuid, text)'::regprocedure);

create function public.set_lead_status(contact_id uuid, status public.lead_status_type) returns public.contacts
language plpgsql
as $$
declare
  moved public.contacts := atrium.locked_contact(contact_id, 'contacts:update');
begin
  if status is null then
    raise exception using errcode = 'ATVAL', message = 'Say where the lead stands.',
      hint = 'new, contacted, qualified, booked, converted or lost.';
  elsif status = moved.lead_status then
    return moved;
  end if;
  update public.contacts c set lead_status = set_lead_status.status, status_changed_at = clock_timestamp(),
    last_contact_at = case when status = 'contacted' then clock_timestamp() else c.last_contact_at end
  where c.id = moved.id returning * into moved;
  return moved;
end
$$;
comment on function public.set_lead_status(uuid, public.lead_status_type) is
  'Moves a lead on the board, either way; contacted counts as a contact now. ATNOF, ATNOM, ATVAL.';
call atrium.own_as_definer('public.set_lead_status(uuid, public.lead_status_type)'::regprocedure);

create function public.set_lead_score(contact_id uuid, score integer, reason text default null)
returns public.contacts
language plpgsql
as $$
declare
  judged public.contacts := atrium.locked_contact(contact_id, 'contacts:update');
begin
  if score is null or score not between 0 and 100 or length(reason) > 500 then
    raise exception using errcode = 'ATVAL', message = 'A score is 0 to 100, a reason at most 500 characters.',
      hint = 'Pass score: 70 and more is hot, 40 and more warm.';
  end if;
  update public.contacts c set score = set_lead_score.score, lead_score = atrium.lead_band(set_lead_score.score),
    score_factors = jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('factor', 'set by hand',
      'points', set_lead_score.score, 'reason', nullif(btrim(reason), ''))))
  where c.id = judged.id returning * into judged;
  return judged;
end
$$;
comment on function public.set_lead_score(uuid, integer, text) is
  'Sets a lead''s score by judgement; calls leave it alone from then on. ATNOF, ATNOM, ATVAL.';
call atrium.own_as_definer('public.set_lead_score(uuid, integer, text)'::regprocedure);

create function public.score_contact(contact_id uuid, words text, sentiment text default null)
returns public.contacts
language plpgsql
as $$
declare
  judged public.contacts := atrium.locked_contact(contact_id, 'contacts:update');
  factors jsonb := atrium.lead_factors(judged.agency_id, words, sentiment);
begin
  update public.contacts c set score = atrium.lead_points(factors),
    lead_score = atrium.lead_band(atrium.lead_points(factors)), score_factors = factors
  where c.id = judged.id returning * into judged;
  return judged;
end
$$;
comment on function public.score_contact(uuid, text, text) is
  'Scores a lead by what it said (words) and how (positive, neutral, negative), even where it was set by hand. ATNOF,'
  ' ATNOM.';
call atrium.own_as_definer('public.score_contact(uuid, text, text)'::regprocedure);

create function public.search_contacts(query text, max_rows integer default 20) returns setof public.contacts
language sql stable
as $$
  select c.* from public.contacts c,
    (select '%' || replace(replace(replace(btrim(left(query, 200)), '\', '\\'), '%', '\%'), '_', '\_') || '%' as text,
      regexp_replace(query, '[^0-9]', '', 'g') as digits) q
  where c.agency_id = atrium.current_agency_id() and atrium.may('contacts:select') and c.deleted_at is null
    and length(btrim(query)) >= 2 and (c.name ilike q.text or c.email::text ilike q.text
      or length(q.digits) >= 4 and c.phone like '%' || ltrim(q.digits, '0') || '%')
  order by c.name ilike substr(q.text, 2) desc, c.last_contact_at desc nulls last, c.name
  limit least(greatest(max_rows, 1), 100)
$$;
comment on function public.search_contacts(text, integer) is
  'Contacts by a part of the name or mail address, or four digits of the number and more, at most 100; those whose name'
  ' begins so come first.';
call atrium.own_as_definer('public.search_contacts(text, integer)'::regprocedure);

grant execute on function public.set_lead_status(uuid, public.lead_status_type),
  public.set_lead_score(uuid, integer, text), public.score_contact(uuid, text, text),
  public.search_contacts(text, integer) to authenticated;
