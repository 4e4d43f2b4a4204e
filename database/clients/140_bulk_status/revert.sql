drop function public.set_clients_status(uuid[], text, text);
