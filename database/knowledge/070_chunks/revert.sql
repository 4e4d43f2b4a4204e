delete from atrium.role_rights where resource = 'knowledge_chunks';
drop function atrium.padded(extensions.vector);
drop table public.knowledge_chunks;
