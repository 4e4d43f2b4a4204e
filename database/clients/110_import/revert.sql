drop function public.import_clients(jsonb, boolean);
drop function atrium.import_client(jsonb);
drop function atrium.read_client(jsonb);
drop function atrium.import_columns();
drop function atrium.client_by_code(text);
