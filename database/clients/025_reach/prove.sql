-- How far each person reaches, told by the helpers that functions rely on.
select tests.two_agencies();
create function pg_temp.reach(person text, client text) returns text language plpgsql as $$
declare
  found_reach text;
begin
  perform tests.act(person);
  found_reach := atrium.client_reach(tests.id(client));
  perform tests.reset();
  return found_reach;
end $$;
do $$
begin
  assert pg_temp.reach('owner', 'a1') = 'write' and pg_temp.reach('agent', 'a2') = 'write', 'staff does not reach';
  assert pg_temp.reach('member', 'a1') = 'read' and pg_temp.reach('writer', 'a1') = 'write', 'access is not honoured';
  assert pg_temp.reach('customer', 'a1') = 'read', 'a contact user does not reach home';
  assert pg_temp.reach('member', 'a2') is null and pg_temp.reach('customer', 'a2') is null,
    'another client is in reach';
  assert pg_temp.reach('owner', 'b1') is null and pg_temp.reach('stranger', 'a1') is null, 'another agency is in reach';
  perform tests.act('writer');
  assert (select array_agg(w) = array[tests.id('a1')] from atrium.writable_clients() w),
    'writes more or less than given';
  assert tests.refused($x$select atrium.check_client(tests.id('b1'), 'communications:insert')$x$, 'ATNOF');
  assert tests.refused($x$select atrium.check_client(tests.id('a1'), 'clients:update')$x$, 'ATNOM');
  perform tests.act('member');
  assert tests.sees('select from atrium.writable_clients()', 0), 'reading is enough to write';
  assert tests.refused($x$select atrium.check_client(tests.id('a1'), 'communications:insert')$x$, 'ATNOM');
  perform tests.become_nobody();
  assert atrium.client_reach(tests.id('a1')) is null, 'nobody reaches a client';
end $$;
