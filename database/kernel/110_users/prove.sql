-- A person adds and changes the own row only, and neither address nor home client of it.
do $$
declare
  person uuid := tests.create_user('own@users.test');
  other uuid := tests.create_user('other@users.test');
begin
  perform tests.become_nobody();
  perform set_config('atrium.user_id', person::text, true);
  assert tests.refused(format('insert into public.users (id, email) values (%L, ''x@users.test'')', other), 'ATNOM'),
    'adds the row of another';
  assert tests.refused('update public.users set email = ''boss@users.test''', '42501'), 'changes the address';
  assert tests.refused('update public.users set client_id = id', '42501'), 'changes the home client';
  assert tests.refused('delete from public.users', '42501'), 'deletes people';
  insert into public.users (id, email, client_id, full_name)
  values (person, 'forged@users.test', gen_random_uuid(), 'Own Name');
  perform tests.reset();
  assert (select full_name = 'Own Name' and email::text = 'own@users.test' and client_id is null
      from public.users where id = person), 'the second insert forges or is lost';
  perform tests.become_anon();
  assert tests.refused('select 1 from public.users', '42501'), 'anon reads people';
  perform tests.reset();
end $$;
