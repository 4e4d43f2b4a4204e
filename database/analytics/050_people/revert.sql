drop view public.v_campaign_team;
drop view public.v_capacity_summary;
drop view public.v_weekly_allocations;
drop view public.v_timesheet_summary;
drop view public.v_utilization_by_role;
drop view public.v_employee_utilization;
drop function atrium.monday(date);
drop function atrium.working_days(date, date);
