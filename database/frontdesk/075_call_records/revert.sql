drop view public.actionable_leads;
drop function public.finish_follow_up(uuid, public.follow_up_status, text);
drop function public.dismiss_hot_lead(uuid);
drop function public.claim_hot_lead(uuid);
drop function public.record_call(jsonb);
drop function atrium.judge_call(public.calls);
drop function atrium.caller_of(uuid, text, text);
