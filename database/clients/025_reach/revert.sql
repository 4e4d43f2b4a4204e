drop function atrium.same_agency_user();
drop function atrium.check_client(uuid, text);
drop function atrium.client_reach(uuid);
drop function atrium.writable_clients();
