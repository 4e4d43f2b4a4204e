delete from atrium.role_rights where resource = 'contacts';
drop table public.contacts;
drop function atrium.complete_contact();
drop function atrium.e164(text, text);
drop domain public.lead_status_type;
drop domain public.lead_score_type;
