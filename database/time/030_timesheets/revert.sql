delete from atrium.role_rights where resource in ('timesheet_entries', 'timesheet_rates');
drop view public.v_timesheet_entries;
drop table public.timesheet_rates;
drop table public.timesheet_entries;
drop function atrium.keep_timesheet_rates();
drop function atrium.check_timesheets();
drop domain public.timesheet_status;
