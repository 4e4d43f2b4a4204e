-- A code counts once and makes the session one of two factors; new codes end the old; they go with the last factor.
do $$
declare
  person uuid;
  here uuid;
  there uuid;
  factor uuid := gen_random_uuid();
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  person := tests.create_user('codes@verify.test');
  perform tests.add_member(tests.create_agency('Codes'), person, 'owner');
  set local role atrium_auth;
  here := atrium.open_session(person, 'r0', 'password', '', '') ->> 'session_id';
  assert atrium.new_recovery_codes(person, here, '{a,b}') ->> 'error' = 'mfa_factor_not_found', 'codes for no factor';
  insert into auth.mfa_factors (id, user_id, factor_type, status, secret, created_at, updated_at)
  values (factor, person, 'totp', 'verified', 'closed', now(), now());
  assert atrium.new_recovery_codes(person, here, '{a,b}') ->> 'error' = 'insufficient_aal', 'codes for a thief';
  update auth.sessions set aal = 'aal2', factor_id = factor where id = here;
  assert atrium.new_recovery_codes(person, here, '{x}') = '{}', 'new codes';
  perform atrium.new_recovery_codes(person, here, '{a,b}');

  there := atrium.open_session(person, 'r1', 'password', '', '') ->> 'session_id';
  assert atrium.pass_recovery_code(person, there, 'x', 'r2', '') ->> 'error' = 'recovery_code_not_valid', 'an old code';
  assert atrium.pass_recovery_code(person, there, 'a', 'r3', '') #>> '{amr,0,method}' = 'recovery_code', 'the code';
  assert (select aal = 'aal2' from auth.sessions where id = there), 'one factor';
  assert atrium.refresh('r1', array['y'], '', null) ->> 'error' = 'refresh_token_not_found', 'the token from before';
  assert atrium.pass_recovery_code(person, there, 'a', 'r4', '') ->> 'error' = 'recovery_code_not_valid', 'twice';
  assert atrium.own_recovery_codes(person, there) @> '{"left": 1, "of": 2}', 'what is left';
  assert atrium.delete_factor(person, factor) ->> 'id' = factor::text, 'the factor stays';
  assert atrium.own_recovery_codes(person, there) @> '{"of": 0}', 'codes without a factor';
end $$;
