drop function atrium.no_bytes();
drop trigger agencies_no_bytes on public.agencies;
drop function atrium.add_no_bytes();
drop function atrium.keep_blob(uuid, uuid, bytea, bigint);
drop table atrium.blobs;
