drop function atrium.seal_audit_logs(timestamptz);
drop function atrium.seal_audit_chain(uuid, timestamptz);
drop function atrium.audit_block_hash(atrium.audit_blocks);
drop function atrium.audit_digest(public.audit_logs);
drop table atrium.audit_blocks;
