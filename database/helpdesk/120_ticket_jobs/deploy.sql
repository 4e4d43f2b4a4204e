-- What happens without anybody: resolved tickets are closed after some days of silence, those put off come back, and
-- the trash is emptied. Each does what is due once, and says which tickets it was.
create function public.close_resolved_tickets(max_rows integer default 1000) returns setof uuid
language sql
as $$
  with due as materialized (
    select t.id from public.tickets t join public.clients c on c.id = t.client_id
      join public.agencies a on a.id = c.agency_id,
      lateral (select case when a.settings #>> '{helpdesk,close_after_days}' ~ '^[0-9]{1,3}$'
        then (a.settings #>> '{helpdesk,close_after_days}')::integer else 5 end as days) as s
    where t.status = 'resolved' and t.deleted_at is null and t.resolved_at <= now()
      and greatest(t.resolved_at, t.last_agent_message_at, t.last_customer_message_at)
        <= now() - make_interval(days => s.days)
    order by t.resolved_at limit least(greatest(coalesce(max_rows, 1000), 1), 10000) for no key update of t skip locked
  )
  update public.tickets t set status = 'closed' from due where t.id = due.id returning t.id
$$;
comment on function public.close_resolved_tickets(integer) is
  'Job: closes what was resolved and silent for 5 days, or as many as the agency''s settings say under'
  ' helpdesk.close_after_days.';
create function public.wake_snoozed_tickets(max_rows integer default 1000) returns setof uuid
language sql
as $$
  with due as materialized (
    select t.id from public.tickets t where t.snoozed_until <= now() and t.status = 'pending' and t.deleted_at is null
    order by t.snoozed_until limit least(greatest(coalesce(max_rows, 1000), 1), 10000) for no key update skip locked
  )
  update public.tickets t set status = 'open' from due where t.id = due.id returning t.id
$$;
comment on function public.wake_snoozed_tickets(integer) is 'Job: opens pending tickets that were put off until now.';
create function public.purge_trashed_tickets(older_than_days integer default 30, max_rows integer default 1000)
returns setof uuid
language sql
as $$
  delete from public.tickets t where t.id in (
    select d.id from public.tickets d
    where d.deleted_at <= now() - make_interval(days => greatest(coalesce(older_than_days, 30), 1))
    order by d.deleted_at limit least(greatest(coalesce(max_rows, 1000), 1), 10000) for update skip locked)
  returning t.id
$$;
comment on function public.purge_trashed_tickets(integer, integer) is
  'Job: deletes for good what has lain in the trash for 30 days, with all that hangs on it.';
create index tickets_trashed on public.tickets (deleted_at) where deleted_at is not null;

do $$
declare
  verb text;
begin
  foreach verb in array array['close_resolved_tickets(integer)', 'wake_snoozed_tickets(integer)',
    'purge_trashed_tickets(integer, integer)'] loop
    call atrium.own_as_definer(('public.' || verb)::regprocedure);
    execute format('grant execute on function public.%s to service_role', verb);
  end loop;
end $$;
