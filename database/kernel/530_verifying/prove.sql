-- Callers verify nothing past the door. A session of long ago needs a code from the mail to change the password, and
-- one of somebody with a second factor needs that.
do $$
declare
  attack record;
  person uuid;
  sign_in uuid;
  held jsonb;
begin
  for attack in
    select r, f from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway']) as r,
      unnest(array['atrium.found_first_agency(uuid, text)', 'atrium.confirm_address(uuid, jsonb)',
        'atrium.verify_token(text, text, text, text, text, text, text, text)',
        'atrium.may_change_access(uuid, uuid, text, interval)',
        'atrium.update_account(uuid, uuid, text, jsonb, text, text, interval, jsonb)']) as f
  loop
    assert not has_function_privilege(attack.r, attack.f, 'execute'), format('%s may call %s', attack.r, attack.f);
  end loop;
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  perform tests.cheap_passwords();
  person := tests.create_user('old@prove.test');
  sign_in := atrium.open_session(person, 'o0', 'password', '', '') ->> 'session_id';
  update auth.sessions set created_at = now() - interval '2 days' where id = sign_in;
  set local role atrium_auth;
  held := atrium.update_account(person, sign_in, 'new password', null, null, null, interval '1 day', '[]');
  assert held ->> 'error' = 'reauthentication_needed', 'an old session changes the password';
  held := atrium.update_account(person, sign_in, 'new password', null, null, 'guess', interval '1 day', '[]');
  assert held ->> 'error' = 'reauthentication_not_valid', 'a guess will do';
  perform atrium.settle('reauthentication', 'old@prove.test', jsonb_build_object('person', person, 'token', 't',
    'code', 'nonce'));
  assert atrium.update_account(person, sign_in, 'new password', null, null, 'nonce', interval '1 day', '[]') ? 'id',
    'the code from the mail won''t do';
  assert atrium.verify_token('email', 'old@prove.test', null, 'nonce', 'o1', null, '', '') ? 'error', 'a nonce lets in';
  reset role;
  insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
  values (gen_random_uuid(), person, 'totp', 'verified', now(), now());
  assert atrium.update_account(person, sign_in, 'newer password', null, null, null, null, '[]') ->> 'error'
    = 'insufficient_aal', 'without the second factor';
end $$;
