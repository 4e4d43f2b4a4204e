-- Owners and admins see the own agency's invitations; nobody else does, and nobody writes them directly.
do $$
declare
  agency uuid := tests.create_agency('Prove');
  other uuid := tests.create_agency('Other');
  admin uuid := tests.create_user('admin@prove.test');
  lesser uuid := tests.create_user('lesser@prove.test');
begin
  perform tests.add_member(agency, admin, 'admin'), tests.add_member(agency, lesser, 'pm');
  insert into public.invitations (agency_id, email, role)
  values (agency, 'a@prove.test', 'pm'), (other, 'b@prove.test', 'pm');
  perform tests.become(admin, agency);
  assert tests.sees('select 1 from public.invitations', 1), 'an admin sees the own agency''s only';
  assert tests.refused('update public.invitations set expires_at = now()', '42501'), 'a direct update';
  assert tests.refused('delete from public.invitations', '42501'), 'a direct delete';
  assert tests.refused('select 1 from atrium.invitation_tokens', '42501'), 'tokens are read';
  perform tests.become(lesser, agency);
  assert tests.sees('select 1 from public.invitations', 0), 'a lesser role sees invitations';
  perform tests.become_anon();
  assert tests.refused('select 1 from public.invitations', '42501'), 'anon reads invitations';
  perform tests.reset();
end $$;
