-- Strangers and lesser roles change no membership; nobody changes role, scope or permissions directly, not even the
-- own.
do $$
declare
  agency uuid := tests.create_agency('Prove');
  other uuid := tests.create_agency('Other');
  owner uuid := tests.create_user('owner@prove.test');
  stranger uuid := tests.create_user('stranger@prove.test');
begin
  perform tests.add_member(agency, owner, 'owner'), tests.add_member(other, stranger, 'owner');
  perform tests.become_nobody();
  assert tests.sees('select 1 from public.memberships', 0), 'nobody sees memberships';
  perform set_config('atrium.user_id', stranger::text, true), set_config('atrium.agency_id', other::text, true),
    set_config('atrium.rights', (select ' memberships:select memberships:update users:select '), true);
  assert tests.sees('select 1 from public.memberships', 1), 'an owner sees the own agency and no other';
  assert tests.sees('select 1 from public.users', 1), 'an owner sees the own people and no others';
  assert tests.refused(format('update public.memberships set job_title = ''x'' where agency_id = %L', agency)),
    'foreign';
  assert tests.works('update public.memberships set job_title = ''Founder'''), 'the own job title is stuck';
  assert tests.refused('update public.memberships set role = ''owner''', '42501'), 'role';
  assert tests.refused('update public.memberships set permissions = ''{clients:delete}''', '42501'), 'permissions';
  assert tests.refused('update public.memberships set client_scope = ''all''', '42501'), 'client_scope';
  assert tests.refused(format('update public.memberships set agency_id = %L', agency), '42501'), 'agency_id';
  assert tests.refused(format('insert into public.memberships (agency_id, user_id, role) values (%L, %L, ''owner'')',
    agency, stranger), '42501'), 'insert';
  assert tests.refused('delete from public.memberships', '42501'), 'delete';
  perform tests.become_anon();
  assert tests.refused('select 1 from public.memberships', '42501'), 'anon';
  perform tests.reset();
end $$;
