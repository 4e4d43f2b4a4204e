drop function public.get_campaign_expenses(uuid);
drop function public.pay_expenses(uuid);
drop function public.decide_expenses(uuid, boolean, text);
drop function public.submit_expenses(uuid);
drop function atrium.lock_expenses(uuid);
