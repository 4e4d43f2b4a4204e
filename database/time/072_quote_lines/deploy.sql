-- The lines of a quote. Whoever sells makes them of rates; their costs come along without being seen, and the total of
-- the quote is kept.
create table public.quote_lines (
  id              uuid primary key default gen_random_uuid(),
  agency_id       uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  quote_id        uuid not null,
  line_number     integer not null,
  phase           text,
  rate_card_id    uuid,
  role_name       text not null,
  discipline      public.discipline not null default 'other',
  seniority_level public.seniority_level,
  unit_of_measure public.unit_of_measure not null default 'day',
  quantity        numeric(10,2) not null,
  client_rate     numeric(12,2) not null,
  client_amount   numeric(15,2) not null generated always as (round(quantity * client_rate, 2)) stored,
  created_by      uuid,
  updated_by      uuid,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  constraint quote_lines_agency_id unique (agency_id, id),
  constraint quote_lines_place unique (agency_id, quote_id, line_number) deferrable initially deferred,
  constraint quote_lines_quote foreign key (agency_id, quote_id) references public.project_quotes (agency_id, id)
    on delete cascade,
  constraint quote_lines_rate_card foreign key (agency_id, rate_card_id) references public.rate_cards (agency_id, id)
    on delete set null (rate_card_id),
  constraint quote_lines_texts check (length(btrim(role_name)) between 1 and 100 and length(phase) <= 100),
  constraint quote_lines_amounts check (quantity > 0 and client_rate >= 0)
);
comment on table public.quote_lines is
  'Scope: parent, the quote. Its lines in order; changed while the quote is a draft or rejected.';
comment on column public.quote_lines.id is 'Identifier.';
comment on column public.quote_lines.agency_id is 'The agency; never changes.';
comment on column public.quote_lines.quote_id is 'The quote; never changes.';
comment on column public.quote_lines.line_number is 'Its place; each once in a quote.';
comment on column public.quote_lines.phase is 'The phase it belongs to, in words.';
comment on column public.quote_lines.rate_card_id is 'The rate it was made of; null for one of its own.';
comment on column public.quote_lines.role_name is 'The role, 1 to 100 characters; of the rate where absent.';
comment on column public.quote_lines.discipline is 'What kind of work; of the rate where there is one.';
comment on column public.quote_lines.seniority_level is 'How senior; of the rate where there is one.';
comment on column public.quote_lines.unit_of_measure is 'What quantity counts; of the rate where there is one.';
comment on column public.quote_lines.quantity is 'How many units.';
comment on column public.quote_lines.client_rate is 'What the client pays a unit; of the rate where absent.';
comment on column public.quote_lines.client_amount is 'Quantity times rate; made by the database.';
comment on column public.quote_lines.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.quote_lines.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.quote_lines.created_at is 'When it was made; UTC.';
comment on column public.quote_lines.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index quote_lines_of_rate_card on public.quote_lines (agency_id, rate_card_id) where rate_card_id is not null;

create table public.quote_line_costs (
  id            uuid primary key default gen_random_uuid(),
  agency_id     uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  quote_line_id uuid not null,
  cost_rate     numeric(12,2) not null,
  vendor_name   text,
  created_by    uuid,
  updated_by    uuid,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now(),
  constraint quote_line_costs_one unique (agency_id, quote_line_id),
  constraint quote_line_costs_line foreign key (agency_id, quote_line_id)
    references public.quote_lines (agency_id, id) on delete cascade,
  constraint quote_line_costs_amount check (cost_rate >= 0 and length(vendor_name) <= 200)
);
comment on table public.quote_line_costs is
  'Scope: parent, the line; money: owner, finance and leadership read. What the lines of quotes cost.';
comment on column public.quote_line_costs.id is 'Identifier.';
comment on column public.quote_line_costs.agency_id is 'The agency; never changes.';
comment on column public.quote_line_costs.quote_line_id is 'The line; one row each.';
comment on column public.quote_line_costs.cost_rate is
  'What a unit costs, in the currency of the quote; taken from the rate with the line.';
comment on column public.quote_line_costs.vendor_name is
  'Whom it is bought from, up to 200 characters; null for own people.';
comment on column public.quote_line_costs.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.quote_line_costs.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.quote_line_costs.created_at is 'When it was made; UTC.';
comment on column public.quote_line_costs.updated_at is 'When it was last changed; UTC, kept by a trigger.';

create function atrium.complete_quote_line() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  card public.rate_cards;
begin
  if new.line_number is null then
    -- the lock first, then the number: whoever comes second counts the line of the first
    perform 1 from public.project_quotes q where q.id = new.quote_id for no key update;
    select coalesce(max(l.line_number), 0) + 1 into new.line_number
    from public.quote_lines l where l.agency_id = new.agency_id and l.quote_id = new.quote_id;
  end if;
  if new.rate_card_id is not null then
    select * into card from public.rate_cards r where r.id = new.rate_card_id and r.agency_id = new.agency_id;
    if not found then
      perform atrium.refuse('ATNOF', 'This rate does not exist or is not yours to see.', 'Choose one from the rates.');
    elsif card.currency is distinct from (select q.currency from public.project_quotes q where q.id = new.quote_id) then
      perform atrium.refuse('ATVAL', format('The rate is in %s, the quote is not.', card.currency),
        'Take a rate in the currency of the quote.');
    end if;
    new.role_name := coalesce(new.role_name, card.role_name);
    new.client_rate := coalesce(new.client_rate, card.client_rate);
    new.discipline := card.discipline;
    new.seniority_level := card.seniority_level;
    new.unit_of_measure := card.unit_of_measure;
  end if;
  return new;
end
$$;
comment on function atrium.complete_quote_line() is
  'Trigger before insert on quote_lines: the next number, and what the rate says. ATNOF, ATVAL.';

create function atrium.cost_quote_line() returns trigger
language plpgsql
as $$
begin
  insert into public.quote_line_costs (agency_id, quote_line_id, cost_rate, vendor_name)
  select new.agency_id, new.id, c.cost_rate, c.vendor_name from public.rate_card_costs c
  where c.agency_id = new.agency_id and c.rate_card_id = new.rate_card_id;
  return null;
end
$$;
comment on function atrium.cost_quote_line() is
  'Trigger after insert on quote_lines: takes the cost of the rate, which the writer need not see.';
call atrium.own_as_definer('atrium.cost_quote_line()'::regprocedure);

-- the lock first, then the sum: whoever comes second sees the lines of the first
create function atrium.total_quote() returns trigger
language plpgsql
as $$
declare
  quote uuid := case when tg_op = 'DELETE' then old.quote_id else new.quote_id end;
begin
  perform 1 from public.project_quotes q where q.id = quote for no key update;
  update public.project_quotes q
  set total_client_amount = (select coalesce(sum(l.client_amount), 0) from public.quote_lines l
    where l.agency_id = q.agency_id and l.quote_id = q.id)
  where q.id = quote;
  return null;
end
$$;
comment on function atrium.total_quote() is 'Trigger after a change of quote_lines: keeps the total of the quote.';
call atrium.own_as_definer('atrium.total_quote()'::regprocedure);

create function atrium.keep_quote_currency() returns trigger
language plpgsql
as $$
begin
  if new.currency <> old.currency and exists (
      select from public.quote_lines l where l.agency_id = new.agency_id and l.quote_id = new.id) then
    perform atrium.refuse('ATSTA', 'The quote has lines in its currency.', 'Delete them first, or make another quote.');
  end if;
  return new;
end
$$;
comment on function atrium.keep_quote_currency() is
  'Trigger before update of the currency of project_quotes: ATSTA while it has lines.';
call atrium.own_as_definer('atrium.keep_quote_currency()'::regprocedure);

create trigger project_quotes_currency before update of currency on public.project_quotes
  for each row execute function atrium.keep_quote_currency();
create trigger quote_lines_complete before insert on public.quote_lines
  for each row execute function atrium.complete_quote_line();
create trigger quote_lines_cost after insert on public.quote_lines
  for each row execute function atrium.cost_quote_line();
create trigger quote_lines_total after insert or update or delete on public.quote_lines
  for each row execute function atrium.total_quote();
create trigger quote_lines_touch before insert or update on public.quote_lines
  for each row execute function atrium.touch();
create trigger quote_lines_immutable before update on public.quote_lines
  for each row execute function atrium.immutable('id', 'agency_id', 'quote_id', 'created_by', 'created_at');
create trigger quote_lines_audit after insert or update or delete on public.quote_lines
  for each row execute function atrium.audit();
create trigger quote_line_costs_touch before insert or update on public.quote_line_costs
  for each row execute function atrium.touch();
create trigger quote_line_costs_immutable before update on public.quote_line_costs
  for each row execute function atrium.immutable('id', 'agency_id', 'quote_line_id', 'created_by', 'created_at');
create trigger quote_line_costs_audit after insert or update or delete on public.quote_line_costs
  for each row execute function atrium.audit();

call atrium.allow('quote_lines', 'select', 'all', 'owner', 'finance', 'leadership');
call atrium.allow('quote_lines', 'select', 'assigned', 'pm', 'account');
call atrium.allow('quote_lines', 'insert', 'all', 'owner', 'finance');
call atrium.allow('quote_lines', 'insert', 'own', 'account');
call atrium.allow('quote_lines', 'update', 'all', 'owner', 'finance');
call atrium.allow('quote_lines', 'update', 'own', 'account');
call atrium.allow('quote_lines', 'delete', 'all', 'owner', 'finance');
call atrium.allow('quote_lines', 'delete', 'own', 'account');
call atrium.allow('quote_line_costs', 'select', 'all', 'owner', 'finance', 'leadership');
call atrium.allow('quote_line_costs', 'insert', 'all', 'owner', 'finance');
call atrium.allow('quote_line_costs', 'update', 'all', 'owner', 'finance');

alter table public.quote_lines enable row level security;
alter table public.quote_lines force row level security;
create policy quote_lines_select on public.quote_lines for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('quote_lines:select'))
    and (select true from public.project_quotes q where q.id = quote_lines.quote_id));
create policy quote_lines_insert on public.quote_lines for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('quote_lines:insert'))
    and quote_id = any (array(select o from atrium.open_quotes() o)));
create policy quote_lines_update on public.quote_lines for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('quote_lines:update'))
    and quote_id = any (array(select o from atrium.open_quotes() o)))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('quote_lines:update'))
    and quote_id = any (array(select o from atrium.open_quotes() o)));
create policy quote_lines_delete on public.quote_lines for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('quote_lines:delete'))
    and quote_id = any (array(select o from atrium.open_quotes() o)));
grant select, delete on public.quote_lines to authenticated;
grant insert (quote_id, line_number, phase, rate_card_id, role_name, discipline, seniority_level,
  unit_of_measure, quantity, client_rate)
  on public.quote_lines to authenticated;
grant update (line_number, phase, role_name, discipline, seniority_level, unit_of_measure, quantity, client_rate)
  on public.quote_lines to authenticated;

alter table public.quote_line_costs enable row level security;
alter table public.quote_line_costs force row level security;
create policy quote_line_costs_select on public.quote_line_costs for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('quote_line_costs:select'))
    and ((select atrium.sees_all_clients())
      or (select true from public.quote_lines l where l.id = quote_line_costs.quote_line_id)));
create policy quote_line_costs_insert on public.quote_line_costs for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('quote_line_costs:insert'))
    and ((select atrium.sees_all_clients())
      or (select true from public.quote_lines l where l.id = quote_line_costs.quote_line_id)));
create policy quote_line_costs_update on public.quote_line_costs for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('quote_line_costs:update'))
    and ((select atrium.sees_all_clients())
      or (select true from public.quote_lines l where l.id = quote_line_costs.quote_line_id)))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('quote_line_costs:update'))
    and ((select atrium.sees_all_clients())
      or (select true from public.quote_lines l where l.id = quote_line_costs.quote_line_id)));
grant select on public.quote_line_costs to authenticated;
grant insert (quote_line_id, cost_rate, vendor_name)
  on public.quote_line_costs to authenticated;
grant update (cost_rate, vendor_name)
  on public.quote_line_costs to authenticated;

-- costs are all of them or none: a quote of which one line has no known cost has no known margin
create view public.v_project_quotes with (security_invoker = true) as
select q.id, q.agency_id, q.client_id, k.name as client_name, q.quote_code, q.quote_name, q.campaign_type, q.markets,
  q.deliverables, q.duration_weeks, q.status, q.status_note, q.currency, q.total_client_amount, x.total_cost_amount,
  round((q.total_client_amount - x.total_cost_amount) / nullif(q.total_client_amount, 0) * 100, 2) as total_margin_pct,
  q.submitted_at, q.approved_by, q.approved_at, q.sent_to_client_at, q.closed_at, q.notes, q.created_by, q.created_at,
  q.updated_at
from public.project_quotes q
join public.clients k on k.id = q.client_id
left join lateral (
  select case when count(*) = count(c.id) then sum(round(l.quantity * c.cost_rate, 2)) end as total_cost_amount
  from public.quote_lines l
  left join public.quote_line_costs c on c.agency_id = l.agency_id and c.quote_line_id = l.id
  where l.agency_id = q.agency_id and l.quote_id = q.id) x on true;
comment on view public.v_project_quotes is
  'Quotes with their client and, for whoever may see money, what they cost; null for others and where a line'
  ' has no cost.';
create view public.v_quote_lines with (security_invoker = true) as
select l.*, c.cost_rate, c.vendor_name,
  round((l.client_rate - c.cost_rate) / nullif(l.client_rate, 0) * 100, 2) as margin_pct
from public.quote_lines l
left join public.quote_line_costs c on c.agency_id = l.agency_id and c.quote_line_id = l.id;
comment on view public.v_quote_lines is
  'Lines of quotes; cost, vendor and margin for whoever may see money, else null.';
grant select on public.v_project_quotes, public.v_quote_lines to authenticated;
