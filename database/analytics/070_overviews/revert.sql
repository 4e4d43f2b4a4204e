drop view public.v_agency_kpis;
drop view public.v_dashboard_kpis;
drop view public.v_client_360;
drop view public.v_campaign_overview;
drop function atrium.pieces_since(timestamptz);
