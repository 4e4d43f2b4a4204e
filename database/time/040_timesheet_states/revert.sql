delete from atrium.role_rights
where resource = 'timesheet_entries' and action in ('decide', 'decide_any', 'lock', 'reopen');
drop function public.reopen_timesheets(uuid[], text, boolean);
drop function public.lock_timesheets(date);
drop function public.decide_timesheets(uuid[], boolean, text);
drop function public.withdraw_timesheet_week(date);
drop function public.submit_timesheet_week(date);
drop function atrium.refuse_timesheets(uuid[]);
