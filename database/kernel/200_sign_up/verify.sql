-- An account and its row are one: made together, the address follows, the sign-up founds or joins an agency.
do $$
declare
  founder uuid := gen_random_uuid();
  guest uuid := gen_random_uuid();
  sent record;
begin
  insert into auth.users (id, email, raw_user_meta_data)
  values (founder, 'founder@signup.test', '{"agency_name": "Sign-up Studio", "full_name": "Fay Founder"}');
  assert (select full_name = 'Fay Founder' from public.users where id = founder), 'the row or its name is missing';
  assert (select role = 'owner' from public.memberships where user_id = founder), 'the founder owns nothing';
  update auth.users set email = 'fay@signup.test' where id = founder;
  assert (select email::text = 'fay@signup.test' from public.users where id = founder), 'the address stays behind';

  perform tests.become(founder);
  select * into sent from public.invite_member('guest@signup.test', 'agent');
  perform tests.reset();
  insert into auth.users (id, email, raw_user_meta_data)
  values (guest, 'guest@signup.test', jsonb_build_object('invitation_token', sent.token, 'agency_name', 'Not This'));
  assert (select count(*) = 1 and bool_and(role = 'agent') from public.memberships where user_id = guest), 'the guest';
end $$;
