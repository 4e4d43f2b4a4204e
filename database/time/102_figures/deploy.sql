-- A project's months with what follows from them, for whoever may see it; and which campaign a project is of.
create view public.v_project_financials with (security_invoker = true) as
select f.id, f.agency_id, f.project_id, p.project_code, p.project_name, p.client_id, c.id as campaign_id,
  f.period_month, f.currency, f.budget_amount, f.forecast_amount, f.revenue, f.revenue_recognized, f.deferred_revenue,
  x.actual_cost, x.wip_amount, x.ar_amount, f.revenue - x.actual_cost as margin_amount,
  case when f.revenue > 0 then round((f.revenue - x.actual_cost) / f.revenue * 100, 2)
    else x.actual_cost * 0 end as margin_pct,
  f.budget_amount - x.actual_cost as variance_amount,
  round((f.budget_amount - x.actual_cost) / nullif(f.budget_amount, 0) * 100, 2) as variance_pct, f.updated_at
from public.project_financials f
join public.projects p on p.agency_id = f.agency_id and p.id = f.project_id
left join public.campaigns c on c.agency_id = p.agency_id and c.client_id = p.client_id
  and c.finance_ppm_project_id = p.id
left join public.project_costs x on x.agency_id = f.agency_id and x.project_id = f.project_id
  and x.period_month = f.period_month;
comment on view public.v_project_financials is
  'A project''s months with its campaign; cost, margin, variance and what is open are null for whoever sees no money,'
  ' and where no cost is booked. margin_pct is 0 without revenue.';
grant select on public.v_project_financials to authenticated;

create function public.attach_project(campaign_id uuid, project_id uuid) returns public.campaigns
language plpgsql
as $$
declare
  booked public.campaigns;
  held public.projects;
begin
  if atrium.campaign_reach(attach_project.campaign_id) is null then
    perform atrium.refuse('ATNOF', 'This campaign does not exist or is not yours to see.',
      'Choose one from your list.');
  end if;
  perform atrium.demand('projects:update');
  select * into booked from public.campaigns c where c.id = attach_project.campaign_id for no key update;
  if atrium.client_reach(booked.client_id) <> 'write' then
    perform atrium.refuse('ATNOM', 'You may only read what belongs to this client.', 'Ask an owner or admin.');
  elsif project_id is not null then
    select * into held from public.projects p where p.id = project_id and p.agency_id = booked.agency_id;
    if not found or atrium.client_reach(held.client_id) is null then
      perform atrium.refuse('ATNOF', 'This project does not exist or is not yours to see.', 'Choose one of the list.');
    elsif held.client_id <> booked.client_id then
      perform atrium.refuse('ATVAL', 'The project is of another client.', 'Name a project of the campaign''s client.');
    end if;
  end if;
  begin
    update public.campaigns c set finance_ppm_project_id = project_id where c.id = booked.id returning * into booked;
  exception when unique_violation then
    perform atrium.refuse('ATSTA', 'The figures of this project are another campaign''s.', 'Take it off there first.');
  end;
  return booked;
end
$$;
comment on function public.attach_project(uuid, uuid) is
  'Says on which project a campaign is booked; null for none. Owner and finance. ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer('public.attach_project(uuid, uuid)'::regprocedure);
grant execute on function public.attach_project(uuid, uuid) to authenticated, service_role;
