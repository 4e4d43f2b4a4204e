drop function atrium.lock_artifact(uuid, text);
drop function atrium.artifact_reach(uuid);
