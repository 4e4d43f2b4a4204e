-- Hours that were handed in or decided on: one entry of the outbox a person, week and state, however many rows a
-- statement moved, so that nobody is told of each hour.
create function atrium.publish_timesheets() returns trigger
language plpgsql
as $$
begin
  insert into atrium.outbox (topic, agency_id, table_name, record_id, data, changed_columns, actor_id, request_id)
  select 'timesheet.' || n.status, n.agency_id, 'timesheet_entries', n.employee_id,
    jsonb_build_object('employee_id', n.employee_id, 'week', n.week_start_date, 'entries', count(*),
      'hours', sum(n.hours), 'campaigns', to_jsonb(array_remove(array_agg(distinct n.campaign_id), null))),
    '{status}', atrium.current_user_id(), nullif(current_setting('atrium.request_id', true), '')
  from changed_to n join changed_from o on o.agency_id = n.agency_id and o.id = n.id
  where n.status <> o.status
  group by n.agency_id, n.employee_id, n.week_start_date, n.status;
  return null;
end
$$;
comment on function atrium.publish_timesheets() is
  'Trigger after an update of hours: tells timesheet.submitted, timesheet.approved and so on, once a person and week.';
call atrium.own_as_definer('atrium.publish_timesheets()'::regprocedure);
create trigger timesheet_entries_publish after update on public.timesheet_entries
  referencing old table as changed_from new table as changed_to
  for each statement execute function atrium.publish_timesheets();

create function atrium.notices_of_timesheet(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  with asked as (
    select c.project_manager_id as person from public.campaigns c
    where c.id in (select e::uuid from jsonb_array_elements_text(told.data -> 'campaigns') e)
      and c.project_manager_id is distinct from (told.data ->> 'employee_id')::uuid)
  select n.person, n.type, n.title, format('Week of %s: %s hours.', told.data ->> 'week', told.data ->> 'hours'),
    'timesheet', told.record_id, '/timesheets', 'normal'
  from (
    select a.person, 'approval_requested', 'Hours to approve: ' || atrium.said_by(told) from asked a
    where told.topic = 'timesheet.submitted'
    union all
    -- nobody leads it: finance decides
    select m.user_id, 'approval_requested', 'Hours to approve: ' || atrium.said_by(told) from public.memberships m
    where told.topic = 'timesheet.submitted' and m.agency_id = told.agency_id and m.role = 'finance'
      and not exists (select from asked a where a.person is not null)
    union all
    select (told.data ->> 'employee_id')::uuid, 'approval_decided', case told.topic when 'timesheet.approved'
      then 'Your hours are approved' else 'Your hours are rejected' end
    where told.topic in ('timesheet.approved', 'timesheet.rejected')
  ) as n (person, type, title)
$$;
comment on function atrium.notices_of_timesheet(atrium.outbox) is
  'Hours handed in: who manages the campaigns, else finance. Decided on: whose hours they are.';
