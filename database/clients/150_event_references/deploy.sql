-- The history of a client names stages and people of the client's own agency, whoever writes it: without a column for
-- the agency its keys can't say so.
create function atrium.same_agency_stages() returns trigger language plpgsql as $$
begin
  if exists (
    select from public.client_stages s join public.clients c on c.id = new.client_id
    where s.id in (new.from_stage_id, new.to_stage_id) and s.agency_id <> c.agency_id) then
    raise exception using errcode = 'ATVAL', message = 'This stage is none of the client''s agency.',
      hint = 'Name a stage of the agency''s pipeline.';
  end if;
  return new;
end $$;
comment on function atrium.same_agency_stages() is
  'Trigger before insert on client_stage_events: both stages are of the client''s agency. ATVAL.';
call atrium.own_as_definer('atrium.same_agency_stages()'::regprocedure);

create trigger client_stage_events_same_stages before insert on public.client_stage_events
  for each row execute function atrium.same_agency_stages();
create trigger client_stage_events_same_agency before insert on public.client_stage_events
  for each row execute function atrium.same_agency_user('moved_by');
create trigger client_state_events_same_agency before insert on public.client_state_events
  for each row execute function atrium.same_agency_user('changed_by');
