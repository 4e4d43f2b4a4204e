-- A kept plan answers each person for himself.
select tests.two_agencies();
do $$
declare
  said text := '';
  person text;
begin
  foreach person in array array['owner', 'member', 'writer', 'customer', 'stranger', 'owner'] loop
    perform tests.act(person);
    said := said || coalesce(atrium.client_reach(tests.id('a1')), 'none') || ' ';
  end loop;
  assert said = 'write read write read none write ', said;
  perform tests.become_nobody();
  assert atrium.client_reach(tests.id('a1')) is null, 'nobody reaches a client';
  perform tests.reset();
end $$;
