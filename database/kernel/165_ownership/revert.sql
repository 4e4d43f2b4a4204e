drop function public.transfer_ownership(uuid);
drop function public.leave_agency();
drop function public.remove_member(uuid, uuid);
drop function atrium.hand_over_clients(public.memberships, uuid, boolean);
