-- A row without an account is refused; the account's end is the row's end; a second insert updates.
do $$
declare
  person uuid := tests.create_user('verify@users.test');
begin
  assert tests.refused('insert into public.users (id, email) values (gen_random_uuid(), ''a@b.test'')', '23503'),
    'a row without an account';
  insert into public.users (id, email, full_name) values (person, 'verify@users.test', 'Vera');
  assert (select full_name from public.users where id = person) = 'Vera', 'the second insert is lost';
  assert tests.refused('update public.users set id = gen_random_uuid()', 'ATIMM'), 'a person changes identity';
  assert tests.refused(format('update public.users set client_id = %L', person), 'ATIMM'), 'client_id is stored';
  delete from auth.users where id = person;
  assert not exists (select from public.users where id = person), 'the row outlives the account';
end $$;
