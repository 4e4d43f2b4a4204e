drop trigger client_state_events_same_agency on public.client_state_events;
drop trigger client_stage_events_same_agency on public.client_stage_events;
drop trigger client_stage_events_same_stages on public.client_stage_events;
drop function atrium.same_agency_stages();
