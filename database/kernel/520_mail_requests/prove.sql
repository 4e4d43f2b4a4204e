-- Callers decide no mail and make no account. What is asked for says nothing that a token or hash could be read from.
do $$
declare
  attack record;
begin
  for attack in
    select r, f from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway']) as r,
      unnest(array['atrium.make_unconfirmed(uuid, text, text, jsonb)', 'atrium.settle(text, text, jsonb)',
        'atrium.next_mail()', 'atrium.ask_sign_up(text, text, jsonb, jsonb, bytea)',
        'atrium.invite_user(text, jsonb, jsonb, bytea)', 'atrium.generate_link(text, text, jsonb, jsonb)']) as f
  loop
    assert not has_function_privilege(attack.r, attack.f, 'execute'), format('%s may call %s', attack.r, attack.f);
  end loop;
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  perform tests.create_user('banned@prove.test');
  update auth.users set banned_until = now() + interval '1 hour';
  -- what waits here already is not what this is about
  delete from atrium.mails;
  set local role atrium_auth;
  assert atrium.settle('recovery', 'banned@prove.test', '{"token": "t"}') is null, 'who is banned gets a way in';
  perform atrium.queue_mail('recovery', 'banned@prove.test', '{"token": "t", "person": "no uuid"}', 's');
  assert atrium.next_mail() = '{}', 'a request that makes no sense stops the others';
  assert atrium.next_mail() is null, 'a request that makes no sense comes again at once';
end $$;
