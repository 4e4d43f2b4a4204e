-- One membership a person and agency; a customer has a client and nobody else has; the last owner stays.
do $$
declare
  agency uuid := tests.create_agency('Verify');
  owner uuid := tests.create_user('owner@verify.test');
  second uuid := tests.create_user('second@verify.test');
begin
  perform tests.add_member(agency, owner, 'owner');
  assert tests.refused(format('insert into public.memberships (agency_id, user_id, role) values (%L, %L, ''pm'')',
    agency, owner), '23505'), 'two memberships';
  assert tests.refused(format('insert into public.memberships (agency_id, user_id, role) values (%L, %L, ''customer'')',
    agency, second), '23514'), 'a customer without a client';
  assert tests.refused(format('delete from public.memberships where user_id = %L', owner), 'ATLST'), 'delete';
  assert tests.refused(format('update public.memberships set role = ''pm'' where user_id = %L', owner), 'ATLST'),
    'demote';
  assert tests.refused('update public.memberships set status = ''suspended''', 'ATLST'),
    'the last owner is suspended';
  assert tests.refused(format('delete from auth.users where id = %L', owner), 'ATLST'),
    'the last owner''s account goes';
  perform tests.add_member(agency, second, 'owner');
  assert tests.works(format('delete from public.memberships where user_id = %L', owner)), 'one of two owners can''t go';
  assert tests.works(format('delete from public.agencies where id = %L', agency)), 'an agency can''t go';
end $$;
