delete from atrium.role_rights where resource in ('campaign_phases', 'phase_costs');
drop view public.v_campaign_phases;
drop table public.phase_costs;
drop table public.campaign_phases;
drop domain public.phase_status;
