-- A link opens one session and founds the newcomer's agency; an address moves once both have answered.
do $$
declare
  answer jsonb;
  person uuid;
  sign_in uuid;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  perform tests.cheap_passwords();
  -- what waits here already is not what this is about
  delete from atrium.mails;
  set local role atrium_auth;
  person := atrium.settle('magiclink', 'way@verify.test', '{"token": "t1", "code": "c1", "create": true}')
    ->> 'user_id';
  assert atrium.verify_token('recovery', null, 't1', null, 'r0', null, '', '') ->> 'error' = 'otp_expired',
    'a link of another kind';
  answer := atrium.verify_token('signup', null, 't1', null, 'r1', null, 'agent', '');
  assert answer ->> 'agency_id' is not null and answer #>> '{amr,0,method}' = 'otp', format('no session: %s', answer);
  assert answer #>> '{user,email_confirmed_at}' is not null, 'not confirmed';
  assert atrium.verify_token('signup', null, 't1', null, 'r2', null, '', '') ->> 'error' = 'otp_expired', 'used twice';
  sign_in := answer ->> 'session_id';

  answer := atrium.update_account(person, sign_in, null, null, 'Moved@verify.test', null, interval '1 day',
    '[{"kind": "email_change_new", "request": {"token": "n", "data": {"both": true}}, "sealed": "cw=="},
      {"kind": "email_change_current", "request": {"token": "o", "data": {"both": true}}, "sealed": "cw=="}]');
  assert answer ->> 'email' = 'way@verify.test' and answer ->> 'new_email' = 'moved@verify.test', answer::text;
  assert atrium.next_mail() ? 'id' and atrium.next_mail() ? 'id', 'the mails';
  assert atrium.verify_token('email_change', null, 'o', null, 'r3', null, '', '') = '{"half": true}', 'the old address';
  perform atrium.settle('email_change_current', 'way@verify.test', '{"token": "o2", "data": {"both": true}}');
  assert atrium.verify_token('email_change', null, 'o2', null, 'r4', null, '', '') = '{"half": true}',
    'the old address confirms for the new one';
  answer := atrium.verify_token('email_change', null, 'n', null, 'r5', null, '', '');
  assert answer #>> '{user,email}' = 'moved@verify.test' and not answer -> 'user' ? 'new_email', 'it has not moved';
  reset role;
  assert (select email::text from public.users where id = person) = 'moved@verify.test', 'the profile stays behind';
end $$;
