do $$
begin
  assert 'owner'::public.agency_role = 'owner', 'a role can''t be cast as written';
  begin
    perform 'emperor'::public.agency_role;
    raise exception 'an unknown role is accepted';
  exception when check_violation then
    null;
  end;
  assert (select bool_and(atrium.is_role(r)) from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm',
    'account', 'creative', 'agent', 'member', 'customer']) as r)
    and not atrium.is_role('emperor') and not atrium.is_role(null),
    'is_role and the domain differ';
  assert atrium.rank('owner') < atrium.rank('admin') and atrium.rank('admin') < atrium.rank('pm')
    and atrium.rank('pm') = atrium.rank('finance') and atrium.rank('agent') < atrium.rank('member')
    and atrium.rank('member') < atrium.rank('customer'), 'ranks are out of order';
end $$;
