drop function atrium.run_erasures();
drop function public.cancel_erasure(uuid);
drop function public.request_erasure(uuid, text, integer);
