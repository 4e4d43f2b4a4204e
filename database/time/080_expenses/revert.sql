delete from atrium.role_rights where resource in ('expense_reports', 'expense_lines');
drop view public.v_expense_reports;
drop table public.expense_lines;
drop table public.expense_reports;
drop function atrium.pass_expense_status();
drop function atrium.complete_expense_line();
drop domain public.expense_status;
