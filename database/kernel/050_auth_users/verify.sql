-- One account an address whatever its case, and claims that are empty or missing are nobody's.
do $$
begin
  perform set_config('request.jwt.claims', '', true);
  assert auth.uid() is null, 'empty claims are somebody';
  perform set_config('request.jwt.claims',
    '{"sub":"8d5f2ad2-8b7a-4a8c-9a57-0f6a1b1c7d10","role":"authenticated"}', true);
  assert auth.uid() = '8d5f2ad2-8b7a-4a8c-9a57-0f6a1b1c7d10', 'the subject is not read';
  assert auth.role() = 'authenticated', 'the role is not read';
  assert (select count(*) = 6 from information_schema.columns where table_schema = 'auth' and table_name = 'users'
      and column_name in ('id', 'email', 'encrypted_password', 'raw_user_meta_data', 'banned_until', 'created_at')),
    'auth.users lacks a column of GoTrue''s shape';
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) = 'atrium_owner' then
    insert into auth.users (email) values ('Case@example.test');
    begin
      insert into auth.users (email) values ('case@EXAMPLE.test');
      raise exception 'two accounts share an address';
    exception when unique_violation then
      null;
    end;
  end if;
end $$;
