drop function atrium.policy_of_ticket(public.tickets);
delete from atrium.role_rights where resource in ('sla_policies', 'sla_targets');
drop table public.sla_targets;
drop table public.sla_policies;
drop function atrium.usable_calendar();
