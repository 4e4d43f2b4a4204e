-- The string a role enters with follows the matrix.
do $$
begin
  call atrium.allow('samples', 'select', 'all', 'owner', 'agent');
  assert (select rights from atrium.role_right_sets where role = 'agent') like '% samples:select %',
    'a right is missing from the set';
  delete from atrium.role_rights where resource = 'samples' and role = 'agent';
  assert coalesce((select rights from atrium.role_right_sets where role = 'agent'), '') not like '% samples:select %',
    'a withdrawn right is still in the set';
end $$;
