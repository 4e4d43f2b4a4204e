-- Signing up makes an account, an agency and its owner; a second time is refused; no token stays in the metadata.
do $$
declare
  answer jsonb;
  made record;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  perform tests.cheap_passwords();
  set local role atrium_auth;
  answer := atrium.sign_up('Founder@verify.test', 'correct horse', '{"agency_name": "Verify & Co", "full_name": "Fay"}',
    's0', 'agent', '192.0.2.1');
  assert answer #>> '{user,email}' = 'founder@verify.test', format('no account: %s', answer);
  assert answer #> '{user,user_metadata}' = '{"full_name": "Fay"}', 'what made the agency stays in the metadata';
  assert answer #>> '{user,identities,0,provider}' = 'email', 'the account has no identity';
  assert atrium.sign_up('FOUNDER@verify.test', 'correct horse', '{}', 's1', '', '') ->> 'error' = 'user_already_exists',
    'one address has two accounts';
  assert atrium.sign_in('founder@verify.test', 'correct horse', 's2', '', '') ? 'session_id', 'the password is another';
  assert atrium.sign_up('second@verify.test', 'correct horse', '{"setup_token": "no such link"}', 's3', '', '')
    ->> 'error' = 'setup_link_invalid', 'any set-up link will do';
  reset role;

  select m.role::text, a.name into made from public.memberships m join public.agencies a on a.id = m.agency_id
  where m.user_id = (answer #>> '{user,id}')::uuid;
  assert made.role = 'owner' and made.name = 'Verify & Co', 'the founder does not own the agency';
  assert answer ->> 'agency_id' is not null, 'the first session works nowhere';
end $$;

-- Without a name the agency gets one; an invitation that doesn't exist leaves nothing behind.
do $$
declare
  answer jsonb;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  perform tests.cheap_passwords();
  answer := atrium.sign_up('nameless@verify.test', 'correct horse', null, 'n0', '', '');
  assert exists (select from public.agencies where id = (answer ->> 'agency_id')::uuid and name = 'Nameless''s agency'),
    'an agency without a name';
  assert tests.refused($sql$ select atrium.sign_up('guest@verify.test', 'correct horse', '{"invitation_token": "no"}',
    'g0', '', '') $sql$, 'ATINV'), 'an unknown invitation is accepted';
  assert not exists (select from auth.users where email = 'guest@verify.test'), 'a refused guest has an account';
end $$;
