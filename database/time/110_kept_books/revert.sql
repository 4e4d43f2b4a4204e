drop trigger clients_keep_books on public.clients;
drop trigger campaigns_keep_books on public.campaigns;
drop function atrium.keep_books();
