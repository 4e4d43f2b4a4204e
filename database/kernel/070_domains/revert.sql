drop function atrium.is_role(text);
drop function atrium.rank(text);
drop domain public.client_scope;
drop domain public.membership_status;
drop domain public.agency_role;
