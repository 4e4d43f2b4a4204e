-- A code counts once and for an open challenge; it makes the factor count and ends what was opened without it.
do $$
declare
  person uuid;
  here uuid;
  there uuid;
  factor uuid;
  asked uuid;
  answer jsonb;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  person := tests.create_user('factor@verify.test');
  perform tests.add_member(tests.create_agency('Factor'), person, 'owner');
  set local role atrium_auth;
  here := atrium.open_session(person, 'f0', 'password', '', '') ->> 'session_id';
  there := atrium.open_session(person, 'f1', 'password', '', '') ->> 'session_id';
  factor := atrium.enroll_factor(person, here, 'phone', 'closed') ->> 'id';
  factor := atrium.enroll_factor(person, here, 'phone', 'closed') ->> 'id';
  assert (select count(*) = 1 from auth.mfa_factors where user_id = person), 'what was left unfinished stays';
  asked := atrium.challenge_factor(person, here, factor, '192.0.2.1') ->> 'id';
  assert atrium.factor_secret(person, here, factor) ->> 'secret' = 'closed', 'the secret';
  assert atrium.session_answer(here) ->> 'agency_id' not like '00000000%', 'an unfinished factor shuts out';

  answer := atrium.pass_factor(person, here, factor, asked, 100, 'f2', '192.0.2.1');
  assert answer ->> 'aal' = 'aal2' and answer #>> '{amr,0,method}' = 'totp', format('one factor: %s', answer);
  assert atrium.own_account(person, there) ? 'error', 'a session without the factor stays';
  assert atrium.refresh('f0', array['x'], '', null) ->> 'error' = 'refresh_token_not_found', 'the token from before';
  assert atrium.pass_factor(person, here, factor, asked, 101, 'f3', '') ->> 'error' = 'mfa_challenge_expired', 'twice';
  asked := atrium.challenge_factor(person, here, factor, '') ->> 'id';
  assert atrium.pass_factor(person, here, factor, asked, 100, 'f4', '') ->> 'error' = 'mfa_verification_failed',
    'a code counts twice';

  there := atrium.open_session(person, 'f5', 'password', '', '') ->> 'session_id';
  assert atrium.session_answer(there) ->> 'agency_id' = '00000000-0000-0000-0000-000000000000',
    'an agency without the second factor';
  assert atrium.enroll_factor(person, there, 'other', 's') ->> 'error' = 'insufficient_aal', 'a thief''s own factor';
  assert atrium.unenroll_factor(person, there, factor) ->> 'error' = 'insufficient_aal', 'a thief removes it';
  assert atrium.unenroll_factor(person, here, factor) ->> 'id' = factor::text, 'it can''t be removed';
  assert atrium.session_answer(there) ->> 'agency_id' not like '00000000%', 'a removed factor shuts out';
  assert atrium.session_answer(here) ->> 'aal' = 'aal1', 'the session shows a factor that is gone';
end $$;
