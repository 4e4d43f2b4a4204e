drop function public.attach_project(uuid, uuid);
drop view public.v_project_financials;
