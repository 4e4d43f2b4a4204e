drop table public.documents;
drop domain public.document_visibility;
delete from atrium.role_rights where resource = 'documents';
