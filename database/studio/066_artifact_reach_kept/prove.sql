-- A kept plan answers each person for himself.
select tests.studio();
do $$
declare
  said text := '';
  person text;
begin
  foreach person in array array['owner', 'creative', 'pm', 'agent', 'customer', 'stranger', 'owner'] loop
    perform tests.act(person);
    set local role none;
    said := said || coalesce(atrium.artifact_reach(tests.id('draft')), 'none') || ' ';
  end loop;
  assert said = 'write write write none none none write ', said;
  perform tests.reset();
  assert atrium.artifact_reach(tests.id('draft')) is null, 'nobody reaches something';
end $$;
