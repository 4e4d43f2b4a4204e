-- One row a client with what the table, the board and the header of its page show. Runs as the caller: what he may
-- not see is not counted for him, and figures of a table that is closed to him are null.
create view public.client_overview with (security_invoker = true) as
select c.id, c.agency_id, c.code, c.name, c.name_short, c.sector, c.industry, c.region, c.market_segment, c.status,
  c.stage_id, s.name as stage_name, s.position as stage_position, s.purpose as stage_purpose, c.stage_entered_at,
  greatest(0, floor(extract(epoch from now() - c.stage_entered_at) / 86400))::integer as days_in_stage,
  c.health_status, c.health_reason, c.health_is_manual, c.owner_id, u.full_name as owner_name, c.tags, c.retention_type,
  c.contract_start_date, c.contract_end_date, c.primary_contact_name, c.primary_contact_email, c.website, c.logo_url,
  case when (select atrium.may('alerts:select')) then
    (select count(*) from public.alerts a where a.client_id = c.id and a.status <> 'resolved')::integer
  end as open_alerts,
  (select count(*) from public.communications w where w.client_id = c.id and w.needs_reply)::integer as needs_reply,
  (select m."timestamp" from public.communications m where m.client_id = c.id
   order by m."timestamp" desc limit 1) as last_communication_at,
  c.is_house, c.created_at, c.updated_at
from public.clients c
join public.client_stages s on s.id = c.stage_id
left join public.users u on u.id = c.owner_id;
comment on view public.client_overview is 'One row a client that the caller sees, with stage, owner and counts.';
comment on column public.client_overview.id is 'Key of the client.';
comment on column public.client_overview.agency_id is 'Its agency.';
comment on column public.client_overview.code is 'Short code.';
comment on column public.client_overview.name is 'Name.';
comment on column public.client_overview.name_short is 'Name for narrow places.';
comment on column public.client_overview.sector is 'Sector.';
comment on column public.client_overview.industry is 'Industry.';
comment on column public.client_overview.region is 'Region.';
comment on column public.client_overview.market_segment is 'Market segment.';
comment on column public.client_overview.status is 'Where the relation stands.';
comment on column public.client_overview.stage_id is 'Stage in the pipeline.';
comment on column public.client_overview.stage_name is 'Its name.';
comment on column public.client_overview.stage_position is 'Its place on the board, from 0.';
comment on column public.client_overview.stage_purpose is 'What the dashboard takes it for.';
comment on column public.client_overview.stage_entered_at is 'UTC; since when it is there.';
comment on column public.client_overview.health_status is 'Traffic light.';
comment on column public.client_overview.health_reason is 'Why it has this colour.';
comment on column public.client_overview.health_is_manual is 'Whether a person set it.';
comment on column public.client_overview.owner_id is 'Account owner.';
comment on column public.client_overview.tags is 'Labels.';
comment on column public.client_overview.retention_type is 'Retainer, project or hybrid.';
comment on column public.client_overview.contract_start_date is 'First day of the contract.';
comment on column public.client_overview.contract_end_date is 'Last day; null while open.';
comment on column public.client_overview.primary_contact_name is 'Whom to call.';
comment on column public.client_overview.primary_contact_email is 'Mail of the primary contact.';
comment on column public.client_overview.website is 'Public site.';
comment on column public.client_overview.logo_url is 'Address of the logo.';
comment on column public.client_overview.is_house is 'Stands for the agency itself.';
comment on column public.client_overview.created_at is 'UTC; when the client was made.';
comment on column public.client_overview.updated_at is 'UTC; last change of the client.';
comment on column public.client_overview.days_in_stage is 'Whole days since it entered the stage.';
comment on column public.client_overview.owner_name is
  'Name of the account owner; null where the caller does not see that person.';
comment on column public.client_overview.open_alerts is 'Alerts not resolved; null for callers who see no alerts.';
comment on column public.client_overview.needs_reply is 'Messages that wait for a reply.';
comment on column public.client_overview.last_communication_at is 'UTC; newest communication the caller sees.';
grant select on public.client_overview to authenticated;

-- the count of waiting messages, a client at a time
create index communications_waiting on public.communications (client_id) where needs_reply;
