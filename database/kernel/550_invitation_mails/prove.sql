-- Callers neither make links nor lay mail down past inviting; one invitation is mailed ten times a day at most.
do $$
declare
  attack record;
  agency uuid := tests.create_agency('Mailed');
  owner uuid := tests.create_user('owner@mailed.test');
  sent uuid;
begin
  for attack in
    select r, f from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway']) as r,
      unnest(array['atrium.link_invitation(uuid, bytea)', 'atrium.mail_invitation()']) as f
  loop
    assert not has_function_privilege(attack.r, attack.f, 'execute'), format('%s may call %s', attack.r, attack.f);
  end loop;
  assert not has_table_privilege('atrium_auth', 'atrium.invitation_tokens', 'select'), 'sign-in reads links';

  perform tests.add_member(agency, owner, 'owner'), tests.become(owner, agency);
  select invitation_id into sent from public.invite_member('flooded@mailed.test', 'pm');
  perform tests.reset();
  update atrium.mails set attempts = 1 where invitation_id = sent;
  insert into atrium.mails (kind, recipient, invitation_id, attempts)
  select 'invitation', 'flooded@mailed.test', sent, 1 from generate_series(2, 10);
  perform tests.become(owner, agency);
  assert tests.refused(format('select * from public.resend_invitation(%L)', sent), 'ATWEE'), 'an eleventh mail';
  perform tests.reset();
end $$;
