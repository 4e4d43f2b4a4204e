drop function atrium.deployed_changes();
revoke select on atrium.changes from atrium_definer;
