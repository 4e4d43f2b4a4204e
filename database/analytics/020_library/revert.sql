drop view public.v_timesheet_summary_by_campaign;
drop view public.v_artifact_library;
drop function atrium.client_pieces();
drop function atrium.campaign_pieces();
drop function atrium.piece_counts();
