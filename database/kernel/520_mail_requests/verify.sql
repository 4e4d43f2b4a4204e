-- Who gets a mail, and of what kind it is, is decided by what the address is: unknown, unconfirmed or confirmed.
do $$
declare
  known uuid;
  made jsonb;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  perform tests.cheap_passwords();
  known := tests.create_user('known@verify.test');
  -- what waits here already is not what this is about
  delete from atrium.mails;
  set local role atrium_auth;
  assert atrium.settle('recovery', 'nobody@verify.test', '{"token": "t"}') is null, 'a stranger recovers';
  assert atrium.settle('magiclink', 'nobody@verify.test', '{"token": "t"}') is null, 'a stranger is let in';
  assert atrium.settle('signup', 'nobody@verify.test', '{"token": "t"}') is null, 'a mail is sent again to nobody';
  assert atrium.settle('recovery', 'Known@verify.test', '{"token": "t"}') ->> 'user_id' = known::text, 'no recovery';
  assert atrium.settle('signup', 'known@verify.test', '{"token": "t", "id": "00000000-0000-4000-8000-000000000001"}')
    is null, 'a second account of one address';
  assert not exists (select from auth.users where id = '00000000-0000-4000-8000-000000000001'), 'the second account';

  made := atrium.settle('magiclink', 'new@verify.test',
    '{"token": "t1", "create": true, "data": {"agency_name": "New & Co", "full_name": "N"}}');
  assert made ->> 'kind' = 'signup', 'a newcomer''s address counts as confirmed';
  assert (select email_confirmed_at is null and raw_user_meta_data = '{"full_name": "N"}' from auth.users
    where id = (made ->> 'user_id')::uuid), 'the newcomer';
  perform atrium.settle('signup', 'new@verify.test', '{"token": "t2"}');
  assert (select token_hash = 't2' and data ->> 'agency_name' = 'New & Co' from auth.one_time_tokens
    where user_id = (made ->> 'user_id')::uuid), 'the second mail forgets the agency';
  reset role;
  assert not exists (select from public.memberships where user_id = (made ->> 'user_id')::uuid), 'founded unconfirmed';

  update auth.users set email_change = 'Known@verify.test' where id = (made ->> 'user_id')::uuid;
  assert atrium.settle('email_change_new', 'new@verify.test', '{"token": "t3"}') is null, 'an address that is taken';
  assert atrium.settle('email_change_current', 'new@verify.test', '{"token": "t3"}') ->> 'recipient'
    = 'new@verify.test', 'the old address';
end $$;

-- A mail that comes to nothing is dropped, one that is to be sent is decided once; a sign-up answers before either.
do $$
declare
  answer jsonb;
  mail jsonb;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  perform tests.cheap_passwords();
  perform tests.create_user('there@verify.test');
  set local role atrium_auth;
  answer := atrium.ask_sign_up('There@verify.test', 'correct horse', '{}', '{"token": "a"}', 'sealed');
  assert answer ->> 'email' = 'there@verify.test' and answer ? 'confirmation_sent_at', 'the answer tells';
  assert atrium.next_mail() = '{}' and atrium.next_mail() is null, 'a mail to an address that has an account';
  answer := atrium.ask_sign_up('fresh@verify.test', 'correct horse', '{"agency_name": "Fresh"}', '{"token": "b"}', 's');
  mail := atrium.next_mail();
  assert mail ->> 'kind' = 'signup' and mail ->> 'sealed' = encode('s', 'base64'), format('the mail: %s', mail);
  assert exists (select from auth.users where id = (answer ->> 'id')::uuid), 'another account than was answered';
  reset role;
  assert (select request is null from atrium.mails where id = (mail ->> 'id')::uuid), 'decided twice';
end $$;
