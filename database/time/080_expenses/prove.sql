-- Own expenses are one's own; a campaign's are its pm's and account's too; finance and leadership see all.
select tests.studio();
do $$
declare
  draft uuid := gen_random_uuid();
  asked uuid := gen_random_uuid();
begin
  insert into public.expense_reports (id, agency_id, employee_id, purpose, status, submitted_at) values
    (draft, tests.id('a'), tests.id('creative'), 'Shoot', 'draft', null),
    (asked, tests.id('a'), tests.id('creative'), 'Travel', 'submitted', now());
  insert into public.expense_lines (agency_id, employee_id, report_id, tx_date, amount, campaign_id) values
    (tests.id('a'), tests.id('creative'), draft, '2026-06-01', 1, tests.id('c1')),
    (tests.id('a'), tests.id('creative'), asked, '2026-06-01', 2, null);
  assert tests.may_do('select from public.expense_reports', 'owner', 'finance', 'leadership', 'creative');
  assert tests.may_not('select from public.expense_reports', 'pm', 'account', 'admin', 'member', 'customer',
    'stranger');
  assert tests.may_do('select from public.expense_lines where amount = 1', 'pm', 'account', 'creative', 'finance');
  assert tests.may_not('select from public.expense_lines where amount = 2', 'pm', 'account', 'admin', 'stranger');
  assert tests.may_do('update public.expense_lines set amount = 3 where amount = 1', 'creative');
  assert tests.may_not('update public.expense_lines set amount = 3', 'owner', 'finance', 'pm');
  assert tests.may_not('update public.expense_lines set amount = 3 where amount = 2', 'creative');
  assert tests.may_not('delete from public.expense_reports where status = ''submitted''', 'creative', 'owner');
  assert tests.may_do('insert into public.expense_reports (purpose) values (''x'')', 'creative', 'member');
  assert tests.may_not('insert into public.expense_reports (purpose) values (''x'')', 'customer');
  assert tests.may_not('update public.expense_reports set status = ''paid''', 'creative', 'finance');
  perform tests.become_anon();
  assert tests.refused('select from public.expense_lines', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.expense_lines', 0), 'nobody reads';
  perform tests.reset();
end $$;
