-- Callers have no hand in factors past the door, nobody reaches another's, and one who hasn't shown theirs is nobody in
-- the agency whatever they ask for.
do $$
declare
  attack record;
  person uuid;
  thief uuid;
  sign_in uuid;
  factor uuid;
  agency uuid := tests.create_agency('Factor');
begin
  for attack in
    select r, f from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway']) as r,
      unnest(array['atrium.enroll_factor(uuid, uuid, text, text)', 'atrium.challenge_factor(uuid, uuid, uuid, text)',
        'atrium.factor_secret(uuid, uuid, uuid)', 'atrium.delete_factor(uuid, uuid)',
        'atrium.pass_factor(uuid, uuid, uuid, uuid, bigint, text, text)',
        'atrium.unenroll_factor(uuid, uuid, uuid)']) as f
  loop
    assert not has_function_privilege(attack.r, attack.f, 'execute'), format('%s may call %s', attack.r, attack.f);
  end loop;
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  person := tests.create_user('mine@prove.test');
  thief := tests.create_user('thief@prove.test');
  perform tests.add_member(agency, person, 'owner');
  factor := gen_random_uuid();
  insert into auth.mfa_factors (id, user_id, factor_type, status, secret, created_at, updated_at)
  values (factor, person, 'totp', 'verified', 'closed', now(), now());
  sign_in := atrium.open_session(thief, 't0', 'password', '', '') ->> 'session_id';
  assert atrium.factor_secret(thief, sign_in, factor) ->> 'error' = 'mfa_factor_not_found', 'another''s secret';
  assert atrium.challenge_factor(thief, sign_in, factor, '') ->> 'error' = 'mfa_factor_not_found', 'another''s factor';
  assert atrium.unenroll_factor(thief, sign_in, factor) ->> 'error' = 'mfa_factor_not_found', 'another''s is removed';
  assert atrium.factor_secret(person, sign_in, factor) ->> 'error' = 'session_not_found', 'in another''s session';

  sign_in := atrium.open_session(person, 'm0', 'password', '', '') ->> 'session_id';
  perform atrium.enter(jsonb_build_object('sub', person, 'role', 'authenticated', 'session_id', sign_in,
    'agency_id', atrium.session_answer(sign_in) ->> 'agency_id'));
  set local role authenticated;
  assert atrium.current_agency_id() is null and not atrium.may('clients:select'), 'one factor is enough';
  assert not exists (select from public.agencies), 'one factor shows the agency';
  perform public.switch_agency(agency);
  perform tests.reset();
  assert atrium.session_answer(sign_in) ->> 'agency_id' like '00000000%', 'one factor chooses the agency';
end $$;
