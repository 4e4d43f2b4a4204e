-- One identity has one account; a link by a flow is made by who has its verifier, in a session that holds; the last way
-- in stays, and so does that by e-mail while nobody proved the address.
do $$
declare
  ann uuid;
  bob uuid;
  here uuid;
  there uuid;
  flow uuid;
  mail uuid;
  linked uuid;
  answer jsonb;
  claims jsonb := '{"sub": "l1", "iss": "https://id.test", "email": "Ann@Elsewhere.test", "email_verified": true}';
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  perform tests.cheap_passwords();
  set local role atrium_auth;
  answer := atrium.sign_up('ann@link.test', 'correct horse', '{}', 'l0', '', '');
  ann := answer #>> '{user,id}';
  here := answer ->> 'session_id';
  mail := answer #>> '{user,identities,0,identity_id}';
  answer := atrium.sign_up('bob@link.test', 'correct horse', '{}', 'l1', '', '');
  bob := answer #>> '{user,id}';
  there := answer ->> 'session_id';

  assert atrium.unlink_identity(ann, here, mail, null) ->> 'error' = 'single_identity_not_deletable', 'the last one';
  assert atrium.link_by_provider(ann, there, 'id', claims, null, null) ->> 'error' = 'session_not_found',
    'the session of somebody else';
  assert atrium.link_by_provider(ann, here, 'id', claims, null, null) = '{}', 'no link';
  assert atrium.link_by_provider(bob, there, 'id', claims, null, null) ->> 'error' = 'identity_already_exists', 'taken';
  assert atrium.user_answer(ann) #> '{app_metadata,providers}' = '["email", "id"]', 'what the account says of it';
  assert atrium.sign_in_by_provider('id', claims, null, null, 'l2', '', '') #>> '{user,id}' = ann::text, 'no way in';
  assert atrium.unlink_identity(ann, here, mail, null) ->> 'error' = 'email_conflict_identity_not_deletable',
    'the way that the address is known by';
  select i.id into linked from auth.identities i where i.provider_id = 'l1';
  assert atrium.unlink_identity(bob, there, linked, null) ->> 'error' = 'identity_not_found', 'that of somebody else';
  assert atrium.unlink_identity(ann, here, linked, interval '0') ->> 'error' = 'reauthentication_needed', 'late';
  assert atrium.unlink_identity(ann, here, linked, null) = '{}', 'not unlinked';

  flow := atrium.begin_flow(repeat('v', 43), 'plain');
  claims := claims || '{"sub": "l2", "email": "bob@link.test"}';
  assert atrium.link_by_provider(bob, there, 'id', claims, flow, 'c1') = '{"flow": true}', 'no flow';
  assert not exists (select from auth.identities where provider_id = 'l2'), 'linked before the verifier was shown';
  answer := atrium.exchange_code('c1', repeat('v', 43), 'l3', '', '');
  assert answer ->> 'session_id' = there::text and answer #>> '{user,identities,1,provider}' = 'id',
    format('the exchange: %s', answer);
  assert atrium.refresh('l1', array['x'], '', null) ->> 'error' = 'refresh_token_not_found', 'the token from before';
  mail := answer #>> '{user,identities,0,identity_id}';
  assert atrium.unlink_identity(bob, there, mail, null) = '{}', 'the provider has proved the address';
  assert (select encrypted_password is null from auth.users where id = bob), 'the password stays';
  reset role;
  assert (select count(*) = 4 from public.audit_logs where event_type in ('identity.linked', 'identity.unlinked')
    and actor_id in (ann, bob) and agency_id is not null), 'not in the audit log';
end $$;
