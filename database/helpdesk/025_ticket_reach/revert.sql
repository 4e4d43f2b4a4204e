alter policy teams_select on public.teams
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('teams:select')));
delete from atrium.role_rights where resource = 'ticket_followers'
  or (role, resource, action) = ('customer', 'teams', 'select');
drop policy tickets_update on public.tickets;
drop policy tickets_insert on public.tickets;
drop policy tickets_select on public.tickets;
revoke all on public.tickets from authenticated;
drop function public.can_see_ticket(uuid);
drop function atrium.lock_ticket(uuid, text);
drop function atrium.ticket_reach(public.tickets);
drop function atrium.followed_tickets();
drop function atrium.reads_unassigned_tickets();
drop function atrium.reads_all_tickets();
drop function atrium.helpdesk_setting(text, boolean);
drop table public.ticket_followers;
drop function atrium.same_agency_follower();
drop domain public.follower_kind;
