-- A way is taken once and ends; a verified address joins its account or makes one, an unverified one never; a password
-- that was set before anybody proved the address goes with its sessions; the name at the provider counts from then on.
do $$
declare
  answer jsonb;
  person uuid;
  claims jsonb := '{"sub": "s1", "iss": "https://id.test", "email": "Ann@Provider.test", "email_verified": true,
    "name": "Ann"}';
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  set local role atrium_auth;
  perform atrium.begin_way('w1', 'sealed'), atrium.begin_way('w2', 'sealed');
  assert atrium.take_way('w1') = 'sealed' and atrium.take_way('w1') is null, 'a way is taken twice';
  reset role;
  update atrium.provider_ways set created_at = now() - interval '11 minutes';
  set local role atrium_auth;
  assert atrium.take_way('w2') is null, 'a way from before';

  answer := atrium.sign_in_by_provider('id', claims || '{"email_verified": false}', null, null, 'p0', '', '');
  assert answer ->> 'error' = 'provider_email_needs_verification', 'an address that nobody verified';
  assert not exists (select from auth.users where email::text = 'ann@provider.test'), 'an account of it';
  answer := atrium.sign_in_by_provider('id', claims, null, null, 'p1', '', '');
  person := answer #>> '{user,id}';
  assert answer #>> '{amr,0,method}' = 'oauth' and answer #>> '{user,user_metadata,full_name}' = 'Ann'
    and answer #>> '{user,app_metadata,provider}' = 'id', format('a newcomer: %s', answer);
  assert answer ->> 'agency_id' is not null, 'no agency';
  answer := atrium.sign_in_by_provider('id', claims || '{"email": "new@provider.test", "email_verified": false}', null,
    null, 'p2', '', '');
  assert answer #>> '{user,id}' = person::text and answer #>> '{user,email}' = 'ann@provider.test', 'known by name';
  answer := atrium.sign_in_by_provider('id', claims || '{"sub": "s2"}', null, null, 'p3', '', '');
  assert answer ->> 'error' = 'identity_already_exists', 'the address went to somebody else';

  answer := atrium.sign_up('squat@provider.test', 'correct horse', '{}', 'p4', '', '');
  person := answer #>> '{user,id}';
  answer := atrium.sign_in_by_provider('id', claims || '{"sub": "s3", "email": "squat@provider.test"}', null, null,
    'p5', '', '');
  assert answer #>> '{user,id}' = person::text, 'another account of the address';
  assert (select encrypted_password is null from auth.users where id = person), 'the password of who came first';
  assert atrium.refresh('p4', array['x'], '', null) ? 'error', 'the session of who came first';
end $$;
