delete from atrium.role_rights where resource = 'knowledge_documents';
drop table public.knowledge_documents;
drop function atrium.readable_visibilities();
drop function atrium.watch_document();
drop domain public.knowledge_visibility;
drop domain public.knowledge_source;
drop domain public.knowledge_doc_type;
