-- How expenses move on, and what a campaign has cost in them.
create function atrium.lock_expenses(report_id uuid) returns public.expense_reports
language plpgsql
as $$
declare
  held public.expense_reports;
begin
  select * into held from public.expense_reports r
  where r.id = lock_expenses.report_id and r.agency_id = atrium.current_agency_id()
    and atrium.may('expense_reports:select') and (r.employee_id = atrium.current_user_id()
      or atrium.may('expense_reports:select_any') and atrium.sees_all_clients())
  for no key update;
  if not found then
    perform atrium.refuse('ATNOF', 'This report does not exist or is not yours to see.', 'Choose one from your list.');
  end if;
  return held;
end
$$;
comment on function atrium.lock_expenses(uuid) is
  'Locks a report somebody is about to move. ATNOF where the caller does not see it.';
call atrium.own_as_definer('atrium.lock_expenses(uuid)'::regprocedure);

create function public.submit_expenses(report_id uuid) returns public.expense_reports
language plpgsql
as $$
declare
  held public.expense_reports := atrium.lock_expenses(report_id);
begin
  if held.employee_id is distinct from atrium.current_user_id() then
    perform atrium.refuse('ATNOM', 'Everybody hands in the own expenses.', 'Ask whose report it is.');
  elsif held.status not in ('draft', 'rejected') then
    perform atrium.refuse('ATSTA', format('The report is %s.', held.status),
      'Drafts and rejected reports are handed in.');
  elsif not exists (select from public.expense_lines l where l.agency_id = held.agency_id
      and l.report_id = held.id) then
    perform atrium.refuse('ATVAL', 'The report has no lines.', 'Add at least one.');
  end if;
  update public.expense_reports r set status = 'submitted', submitted_at = clock_timestamp(), approved_by = null,
    approved_at = null, rejection_reason = null
  where r.id = held.id returning * into held;
  return held;
end
$$;
comment on function public.submit_expenses(uuid) is 'Hands in one''s own report. ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer('public.submit_expenses(uuid)'::regprocedure);

create function public.decide_expenses(report_id uuid, approve boolean, reason text default null)
returns public.expense_reports
language plpgsql
as $$
declare
  held public.expense_reports := atrium.lock_expenses(report_id);
begin
  perform atrium.demand('expense_reports:decide');
  if held.employee_id is not distinct from atrium.current_user_id() then
    perform atrium.refuse('ATNOM', 'Nobody decides on expenses of his own.', 'Ask somebody else in finance.');
  elsif held.status <> 'submitted' then
    perform atrium.refuse('ATSTA', format('The report is %s; there is nothing to decide.', held.status),
      'It has to be handed in first.');
  elsif approve is null or not approve and coalesce(btrim(reason), '') = '' then
    perform atrium.refuse('ATVAL', 'Say whether it is approved, and why where it is not.',
      'Pass approve, and a reason with false.');
  end if;
  update public.expense_reports r
  set status = case when approve then 'approved' else 'rejected' end, approved_by = atrium.current_user_id(),
    approved_at = clock_timestamp(), rejection_reason = case when approve then null else btrim(reason) end
  where r.id = held.id returning * into held;
  return held;
end
$$;
comment on function public.decide_expenses(uuid, boolean, text) is
  'Approves or rejects a submitted report; finance and the owner, nobody his own. ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer('public.decide_expenses(uuid, boolean, text)'::regprocedure);

create function public.pay_expenses(report_id uuid) returns public.expense_reports
language plpgsql
as $$
declare
  held public.expense_reports := atrium.lock_expenses(report_id);
begin
  perform atrium.demand('expense_reports:pay');
  if held.status <> 'approved' then
    perform atrium.refuse('ATSTA', format('The report is %s.', held.status), 'Only approved reports are paid.');
  end if;
  update public.expense_reports r set status = 'paid', paid_at = clock_timestamp()
  where r.id = held.id returning * into held;
  return held;
end
$$;
comment on function public.pay_expenses(uuid) is 'Notes that an approved report was paid back. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.pay_expenses(uuid)'::regprocedure);

-- sums per category first, then one object of them; a currency is never added to another
create function public.get_campaign_expenses(campaign_id uuid)
returns table (total_expenses numeric, expense_count bigint, categories jsonb, currency char(3))
language sql stable
as $$
  with asked as (
    select c.id, c.agency_id, c.budget_currency, atrium.may('expense_lines:select_any')
      or atrium.may('expense_lines:select_team') and c.id in (select m from atrium.my_campaigns() m) as entitled
    from public.campaigns c where c.id = get_campaign_expenses.campaign_id and not atrium.is_contact()
  ), sums as (
    select l.currency, coalesce(l.category, 'uncategorized') as category, sum(l.amount) as amount, count(*) as lines
    from asked a join public.expense_lines l on l.agency_id = a.agency_id and l.campaign_id = a.id
    where a.entitled and l.status in ('approved', 'paid')
    group by l.currency, coalesce(l.category, 'uncategorized')
  )
  select case when a.entitled then coalesce(sum(s.amount), 0) end,
    case when a.entitled then coalesce(sum(s.lines), 0)::bigint end,
    case when a.entitled then coalesce(jsonb_object_agg(s.category, s.amount order by s.category)
      filter (where s.category is not null), '{}') end,
    coalesce(s.currency, a.budget_currency)
  from asked a left join sums s on true
  group by a.entitled, a.budget_currency, s.currency order by 1 desc
$$;
comment on function public.get_campaign_expenses(uuid) is
  'What a campaign has cost in approved and paid expenses, a row a currency: zeros where there are none, nulls for'
  ' whoever sees only some of them, no row where the campaign is not there.';
grant execute on function public.submit_expenses(uuid), public.decide_expenses(uuid, boolean, text),
  public.pay_expenses(uuid), public.get_campaign_expenses(uuid) to authenticated, service_role;
