delete from atrium.role_rights where resource in ('teams', 'team_members');
drop function public.set_team_role(uuid, uuid, public.team_role);
drop table public.team_members;
drop table public.teams;
drop function atrium.kept_teams();
drop function atrium.my_teams();
drop domain public.team_role;
