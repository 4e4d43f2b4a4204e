-- One open invitation an agency and address, whatever its case; an end is one end.
do $$
declare
  agency uuid := tests.create_agency('Verify');
  other uuid := tests.create_agency('Other');
begin
  insert into public.invitations (agency_id, email, role) values (agency, 'new@verify.test', 'pm');
  assert tests.refused(format('insert into public.invitations (agency_id, email, role)'
    ' values (%L, ''NEW@verify.test'', ''pm'')', agency), '23505'), 'two open invitations';
  assert tests.works(format('insert into public.invitations (agency_id, email, role)'
    ' values (%L, ''new@verify.test'', ''pm'')', other)), 'one agency''s invitation bars another''s';
  assert tests.refused('update public.invitations set role = ''owner''', 'ATIMM'), 'an invitation changes its role';
  update public.invitations set revoked_at = now() where agency_id = agency;
  assert tests.works(format('insert into public.invitations (agency_id, email, role)'
    ' values (%L, ''new@verify.test'', ''pm'')', agency)), 'a revoked invitation bars the next';
  assert tests.refused(format('insert into public.invitations (agency_id, email, role)'
    ' values (%L, ''c@verify.test'', ''customer'')', agency), '23514'), 'a customer without a client';
end $$;
