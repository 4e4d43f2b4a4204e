drop function atrium.notices_of_timesheet(atrium.outbox);
drop trigger timesheet_entries_publish on public.timesheet_entries;
drop function atrium.publish_timesheets();
