-- Campaigns: what the studio works on for a client. A campaign belongs to one client for good and may name one of its
-- brands. Status and approval change through functions only (a later change); who leads a campaign may change it.
create domain public.campaign_type as text constraint campaign_type_known
  check (value in ('pitch', 'launch', 'sustain', 'activation', 'retainer', 'tactical'));
create domain public.campaign_status as text constraint campaign_status_known
  check (value in ('pipeline', 'planning', 'active', 'review', 'completed', 'cancelled', 'on_hold'));
create domain public.workflow_stage as text constraint workflow_stage_known
  check (value in ('brief', 'concept', 'pitch', 'production', 'delivery', 'post-campaign'));
create domain public.approval_status as text constraint approval_status_known
  check (value in ('pending', 'approved', 'rejected'));
comment on domain public.campaign_type is 'What kind of work a campaign is.';
comment on domain public.campaign_status is
  'Where a campaign stands on the board; changed by move_campaign and decide_budget.';
comment on domain public.workflow_stage is 'Where the creative work of a campaign stands.';
comment on domain public.approval_status is 'A decision that was asked for.';

create table public.campaigns (
  id                     uuid primary key default gen_random_uuid(),
  agency_id              uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  client_id              uuid not null,
  brand_id               uuid,
  campaign_code          text not null,
  campaign_name          text not null,
  campaign_name_internal text,
  campaign_type          public.campaign_type not null,
  service_line           text,
  channel_mix            jsonb not null default '[]',
  start_date             date not null,
  end_date               date,
  duration_weeks         integer generated always as (((end_date - start_date) + 7) / 7) stored,
  budget_currency        char(3) not null default 'EUR',
  budget_amount          numeric(15,2),
  status                 public.campaign_status not null default 'pipeline',
  status_note            text,
  status_changed_at      timestamptz not null default now(),
  held_status            public.campaign_status,
  workflow_stage         public.workflow_stage not null default 'brief',
  approval_status        public.approval_status,
  submitted_by           uuid,
  approved_by            uuid,
  approved_at            timestamptz,
  account_director_id    uuid,
  project_manager_id     uuid,
  creative_director_id   uuid,
  deliverables_summary   jsonb not null default '[]',
  procure_quote_id       uuid,
  finance_ppm_project_id uuid,
  description            text,
  objectives             text,
  success_metrics        jsonb not null default '{}',
  tags                   text[] not null default '{}',
  created_by             uuid,
  updated_by             uuid,
  created_at             timestamptz not null default now(),
  updated_at             timestamptz not null default now(),
  constraint campaigns_agency_id unique (agency_id, id),
  constraint campaigns_agency_client_id unique (agency_id, client_id, id),
  constraint campaigns_client foreign key (agency_id, client_id) references public.clients (agency_id, id)
    on delete cascade,
  constraint campaigns_brand foreign key (agency_id, client_id, brand_id)
    references public.brands (agency_id, client_id, id) on delete set null (brand_id),
  -- the three leads are members of the agency and leave the campaign behind when they go
  constraint campaigns_account_director foreign key (agency_id, account_director_id)
    references public.memberships (agency_id, user_id) on delete set null (account_director_id),
  constraint campaigns_project_manager foreign key (agency_id, project_manager_id)
    references public.memberships (agency_id, user_id) on delete set null (project_manager_id),
  constraint campaigns_creative_director foreign key (agency_id, creative_director_id)
    references public.memberships (agency_id, user_id) on delete set null (creative_director_id),
  constraint campaigns_code check (campaign_code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$'),
  constraint campaigns_name check (length(btrim(campaign_name)) between 1 and 255
    and length(campaign_name_internal) <= 255),
  constraint campaigns_service_line check (length(service_line) <= 100),
  constraint campaigns_dates check (end_date >= start_date),
  constraint campaigns_budget check (budget_amount >= 0 and budget_currency ~ '^[A-Z]{3}$'),
  constraint campaigns_held check ((status = 'on_hold') = (held_status is not null)),
  constraint campaigns_approved check ((approved_at is not null) = (coalesce(approval_status, 'pending') <> 'pending')),
  constraint campaigns_shapes check (jsonb_typeof(channel_mix) = 'array' and jsonb_typeof(success_metrics) = 'object'
    and jsonb_typeof(deliverables_summary) = 'array'),
  constraint campaigns_texts check (length(description) <= 20000 and length(objectives) <= 20000
    and length(status_note) <= 2000),
  constraint campaigns_tags check (cardinality(tags) <= 20)
);
comment on table public.campaigns is
  'Scope: agency, narrowed to the clients the caller sees. Work for a client; contact users'
  ' see those of their client once they have left the pipeline.';
comment on column public.campaigns.id is 'Identifier.';
comment on column public.campaigns.agency_id is 'The agency; never changes.';
comment on column public.campaigns.client_id is 'The client it is for; never changes.';
comment on column public.campaigns.brand_id is 'A brand of that client; null for several or none.';
comment on column public.campaigns.campaign_code is
  'Unique within the agency whatever the case; made of the name where absent.';
comment on column public.campaigns.campaign_name is 'Name, 1 to 255 characters.';
comment on column public.campaigns.campaign_name_internal is 'Code name. Contact users of the client read it too.';
comment on column public.campaigns.campaign_type is 'pitch, launch, sustain, activation, retainer or tactical.';
comment on column public.campaigns.service_line is
  'Strategy, Creative, Production, Digital, Media, Social …; free text.';
comment on column public.campaigns.channel_mix is 'Array of channel names: TVC, Digital, Print, OOH, Social.';
comment on column public.campaigns.start_date is 'First day.';
comment on column public.campaigns.end_date is 'Last day, not before the first; null while open.';
comment on column public.campaigns.duration_weeks is
  'Weeks from first to last day, both counted, a part of a week as one; null while open.';
comment on column public.campaigns.budget_currency is 'ISO 4217 code of budget_amount.';
comment on column public.campaigns.budget_amount is
  'What the client pays; not a cost. Changing it takes an approval back.';
comment on column public.campaigns.status is 'Where it stands; changed by move_campaign and decide_budget.';
comment on column public.campaigns.status_note is
  'Why it stands there, in the words of whoever moved it; up to 2,000 characters.';
comment on column public.campaigns.status_changed_at is 'Since when it stands there; UTC.';
comment on column public.campaigns.held_status is 'Where it stood before it was put on hold; null unless on_hold.';
comment on column public.campaigns.workflow_stage is 'Where the creative work stands.';
comment on column public.campaigns.approval_status is
  'Of the budget: null until submit_budget, then pending, approved or rejected.';
comment on column public.campaigns.submitted_by is
  'Who asked for approval of the budget. Not a reference, like created_by.';
comment on column public.campaigns.approved_by is 'Who decided on the budget. Not a reference, like created_by.';
comment on column public.campaigns.approved_at is 'When the budget was decided on; UTC.';
comment on column public.campaigns.account_director_id is 'Lead: answers to the client. A member of staff.';
comment on column public.campaigns.project_manager_id is 'Lead: answers for time and money. A member of staff.';
comment on column public.campaigns.creative_director_id is 'Lead: answers for the work. A member of staff.';
comment on column public.campaigns.deliverables_summary is 'Array of {type, quantity, format}.';
comment on column public.campaigns.procure_quote_id is 'The quote it was sold by; set with the quote, not by callers.';
comment on column public.campaigns.finance_ppm_project_id is
  'The project its figures are booked on; set with it, not by callers.';
comment on column public.campaigns.description is 'What it is about, up to 20,000 characters.';
comment on column public.campaigns.objectives is 'What it is to reach, up to 20,000 characters.';
comment on column public.campaigns.success_metrics is 'Object: measure to target.';
comment on column public.campaigns.tags is 'At most 20 labels.';
comment on column public.campaigns.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.campaigns.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.campaigns.created_at is 'When it was made; UTC.';
comment on column public.campaigns.updated_at is 'When it was last changed; UTC, kept by a trigger.';

create unique index campaigns_one_code on public.campaigns (agency_id, lower(campaign_code));
create index campaigns_newest on public.campaigns (agency_id, start_date desc);
create index campaigns_board on public.campaigns (agency_id, status, start_date desc);
create index campaigns_changed on public.campaigns (agency_id, updated_at desc);
create index campaigns_of_client on public.campaigns (agency_id, client_id, start_date desc);
create index campaigns_of_brand on public.campaigns (agency_id, client_id, brand_id) where brand_id is not null;
create index campaigns_by_account_director on public.campaigns (agency_id, account_director_id)
  where account_director_id is not null;
create index campaigns_by_project_manager on public.campaigns (agency_id, project_manager_id)
  where project_manager_id is not null;
create index campaigns_by_creative_director on public.campaigns (agency_id, creative_director_id)
  where creative_director_id is not null;
create index campaigns_tagged on public.campaigns using gin (tags);

-- People who answer for work are staff: a contact user is a member too, and must not become one of them. Checked after
-- the policies have decided.
create function atrium.same_agency_member() returns trigger
language plpgsql
as $$
declare
  becomes jsonb := to_jsonb(new);
  was jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end;
  person text;
begin
  foreach person in array tg_argv[1:] loop
    if becomes ->> person is not null and becomes ->> person is distinct from was ->> person and not exists (
        select from public.memberships m
        where m.agency_id = new.agency_id and m.user_id = (becomes ->> person)::uuid
          and (m.client_id is null or tg_argv[0] = 'anybody')) then
      raise exception using errcode = 'ATVAL', message = format('%s is not a member of %s here.', person, tg_argv[0]),
        hint = 'Name somebody of your agency; for staff, nobody who is a contact user of a client.';
    end if;
  end loop;
  return null;
end
$$;
comment on function atrium.same_agency_member() is
  'Trigger before insert or update: the columns named as arguments hold'
  ' members of the row''s agency; its first argument says which: staff, or anybody. Raises ATVAL.';
call atrium.own_as_definer('atrium.same_agency_member()'::regprocedure);

-- What a writer may leave out: a code, and himself as the lead he is by his role, since who leads may change the
-- campaign.
create function atrium.complete_campaign() returns trigger
language plpgsql
as $$
begin
  if new.campaign_code is null then
    new.campaign_code := atrium.code_of(new.campaign_name, 'CAMPAIGN');
    if exists (select from public.campaigns c
        where c.agency_id = new.agency_id and lower(c.campaign_code) = lower(new.campaign_code)) then
      new.campaign_code := new.campaign_code || '-' || upper(left(new.id::text, 8));
    end if;
  end if;
  if atrium.current_agency_role() = 'pm' then
    new.project_manager_id := coalesce(new.project_manager_id, atrium.current_user_id());
  elsif atrium.current_agency_role() = 'account' then
    new.account_director_id := coalesce(new.account_director_id, atrium.current_user_id());
  end if;
  return new;
end
$$;
comment on function atrium.complete_campaign() is
  'Trigger before insert on campaigns: makes a code of the name, and the pm or account who makes it its lead.';
call atrium.own_as_definer('atrium.complete_campaign()'::regprocedure);

-- Approval is of an amount: another amount is not approved, and while somebody decides the amount stands still.
create function atrium.keep_budget() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if (new.budget_amount, new.budget_currency) is distinct from (old.budget_amount, old.budget_currency)
    and new.approval_status is not distinct from old.approval_status then
    if old.approval_status = 'pending' then
      raise exception using errcode = 'ATSTA', message = 'The budget waits for a decision and can''t be changed.',
        hint = 'Wait for finance to approve or reject it.';
    end if;
    new.approval_status := null;
    new.approved_at := null;
    new.approved_by := null;
    new.submitted_by := null;
  end if;
  return new;
end
$$;
comment on function atrium.keep_budget() is
  'Trigger before update of the budget: ATSTA while a decision is pending; takes a decision back that was of another'
  ' amount.';

create trigger campaigns_complete before insert on public.campaigns
  for each row execute function atrium.complete_campaign();
create trigger campaigns_staff after insert or update on public.campaigns
  for each row execute function atrium.same_agency_member('staff', 'account_director_id', 'project_manager_id',
    'creative_director_id');
create trigger campaigns_keep_budget before update on public.campaigns
  for each row execute function atrium.keep_budget();
create trigger campaigns_touch before insert or update on public.campaigns
  for each row execute function atrium.touch();
create trigger campaigns_immutable before update on public.campaigns
  for each row execute function atrium.immutable('id', 'agency_id', 'client_id', 'created_by', 'created_at');
create trigger campaigns_audit after insert or update or delete on public.campaigns
  for each row execute function atrium.audit();

-- Asked once a statement by policies, as an array. A definer function, because a policy of campaigns can't read
-- campaigns.
create function atrium.my_campaigns() returns setof uuid
language sql stable
as $$
  select c.id from public.campaigns c
  where c.agency_id = atrium.current_agency_id()
    and (c.account_director_id = atrium.current_user_id() or c.project_manager_id = atrium.current_user_id()
      or c.creative_director_id = atrium.current_user_id())
$$;
comment on function atrium.my_campaigns() is
  'The campaigns whose team the caller belongs to. Modules that put people on campaigns replace it to count them.';
call atrium.own_as_definer('atrium.my_campaigns()'::regprocedure);
grant execute on function atrium.my_campaigns() to authenticated, service_role;

call atrium.allow('campaigns', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative',
  'agent');
call atrium.allow('campaigns', 'select', 'assigned', 'member');
call atrium.allow('campaigns', 'select', 'home', 'customer');
call atrium.allow('campaigns', 'insert', 'all', 'owner', 'leadership', 'pm', 'account');
call atrium.allow('campaigns', 'update', 'all', 'owner', 'leadership');
call atrium.allow('campaigns', 'update_any', 'all', 'owner', 'leadership');
call atrium.allow('campaigns', 'update', 'assigned', 'pm', 'account');
call atrium.allow('campaigns', 'delete', 'all', 'owner', 'leadership');

alter table public.campaigns enable row level security;
alter table public.campaigns force row level security;
create policy campaigns_select on public.campaigns for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaigns:select'))
    and ((select atrium.sees_all_clients()) or client_id = any (array(select id from public.clients)))
    and (status <> 'pipeline' or not (select atrium.is_contact())));
create policy campaigns_insert on public.campaigns for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaigns:insert'))
    and client_id = any (array(select w from atrium.writable_clients() w)));
create policy campaigns_update on public.campaigns for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaigns:update'))
    and ((select atrium.may('campaigns:update_any')) or id = any (array(select m from atrium.my_campaigns() m)))
    and client_id = any (array(select w from atrium.writable_clients() w)))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaigns:update'))
    and client_id = any (array(select w from atrium.writable_clients() w)));
create policy campaigns_delete on public.campaigns for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaigns:delete'))
    and client_id = any (array(select w from atrium.writable_clients() w)));
grant select, delete on public.campaigns to authenticated;
grant insert (client_id, brand_id, campaign_code, campaign_name, campaign_name_internal, campaign_type, service_line,
  channel_mix, start_date, end_date, budget_currency, budget_amount, workflow_stage, account_director_id,
  project_manager_id, creative_director_id, deliverables_summary, description, objectives, success_metrics, tags)
  on public.campaigns to authenticated;
grant update (brand_id, campaign_code, campaign_name, campaign_name_internal, campaign_type, service_line, channel_mix,
  start_date, end_date, budget_currency, budget_amount, workflow_stage, account_director_id, project_manager_id,
  creative_director_id, deliverables_summary, description, objectives, success_metrics, tags)
  on public.campaigns to authenticated;
