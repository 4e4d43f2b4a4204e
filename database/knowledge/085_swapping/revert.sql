drop function atrium.queue_unindexed(text);
drop function atrium.fail_embedding(uuid, text);
drop function atrium.swap_chunks(uuid, text, text, jsonb);
